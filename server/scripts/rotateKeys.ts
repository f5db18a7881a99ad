/**
 * `npm run keys:rotate -- [--rewrap] [--reseal]`: adds a master key to FIELD_KEY_FILE and wraps every data key anew by
 * it, while the server runs. `--rewrap` adds no key: for a second machine, to which the key file has been copied. With
 * `--reseal` every sealed field also gets a new data key.
 */
import { parseArgs } from 'node:util'
import '../app'
import { readEnv, type Env } from '../env'
import { DataKeys } from '../fieldEncryption/dataKeys'
import { addMasterKey, openMasterKeys, type MasterKeys } from '../fieldEncryption/masterKeys'
import { resealFields, sealedFields } from '../fieldEncryption/reseal'
import { checkMasterKeys, rewrapDataKeys } from '../fieldEncryption/rotate'
import { readSettings } from '../settings'
import { openForCommand } from './openForCommand'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rewrap: { type: 'boolean', default: false }, reseal: { type: 'boolean', default: false } }
  })
  const env = readEnv({ LOG_LEVEL: 'warn', ...process.env })
  const masterKeys = openMasterKeys(env)
  const database = await openForCommand(env, '自带的数据库只能由一个进程使用：请先停掉服务再换密钥；用 MONGODB_URI 时不用停。')
  try {
    await checkMasterKeys(masterKeys)
    await rotate(masterKeys, values.rewrap)
    if (values.reseal) await reseal(env, masterKeys)
  } finally {
    await database.close()
  }
}

async function rotate(masterKeys: MasterKeys, rewrapOnly: boolean): Promise<void> {
  if (!rewrapOnly) {
    if (!masterKeys.file) throw new Error('FIELD_KEY 只有一把密钥，不能轮换：请把它写进 FIELD_KEY_FILE 的一行（env 加空格加密钥），去掉 FIELD_KEY 再来。')
    console.log(`新主密钥 ${addMasterKey(masterKeys.file, Date.now())} 已写入 ${masterKeys.file}`)
  }
  console.log(`重新包装了 ${await rewrapDataKeys(masterKeys)} 把数据密钥；当前主密钥是 ${masterKeys.active().name}，其余的已不再需要，但旧备份还要用它们。`)
}

async function reseal(env: Env, masterKeys: MasterKeys): Promise<void> {
  const fields = sealedFields()
  if (fields.length > 0) console.log('正在用新数据密钥重新加密，要等一分钟多，好让运行中的服务都换上新密钥 …')
  const dataKeys = new DataKeys({ masterKeys, cipher: readSettings(env.settingsFile).fieldCipher, now: Date.now })
  for (const { collection, path, resealed } of await resealFields(fields, dataKeys)) {
    console.log(`${collection}.${path}: ${resealed}`)
  }
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
