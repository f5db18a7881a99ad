/**
 * A program whose main thread ends the process, as an uncaught error does, while sixteen clients write into its store.
 */
import { mongo } from 'mongoose'
import { startEmbedded } from '../../server/embedded/index'

async function main([dataDir, answers]: string[]): Promise<void> {
  const { uri } = await startEmbedded({ dataDir: dataDir as string })
  const client = await new mongo.MongoClient(uri).connect()
  const documents = client.db('d').collection('c')
  let left = Number(answers)
  const write = async (): Promise<void> => {
    for (;;) {
      await documents.insertMany(Array.from({ length: 50 }, () => ({ text: 'x'.repeat(500) })))
      left -= 1
      if (left === 0) throw new Error('the end')
    }
  }
  await Promise.all(Array.from({ length: 16 }, write))
}

void main(process.argv.slice(2))
