import type { Received, Receiver } from '../../contract/serviceRequestViews'

/** What the person who received papers is to the one for whom the service is. */
export const receivers: Record<Receiver, string> = {
  self: '本人',
  spouse: '爱人',
  child: '儿子或女儿',
  parent: '父亲或母亲',
  otherRelative: '别的亲戚',
  neighbour: '邻居',
  villageCadre: '村干部',
  agent: '帮代办员'
}

/** A person with what he or she is to the one for whom the service is: 王小山（儿子或女儿）. */
export function relationWords(name: string, relation: Receiver): string {
  return `${name}（${receivers[relation]}）`
}

/** Who received papers, on one line: 王小山（儿子或女儿）收的。 */
export function receivedWords({ name, relation, way }: Received): string {
  return `${relationWords(name, relation)}${way === 'fetched' ? '到派出所领的' : '收的'}`
}
