import type { Somebody } from './everybody'
import type { Matter, Secret } from './facts'
import { concerns, helps, looks, sees } from './rules'

/** Texts that occur nowhere else, so that finding one is a proof; short enough for a name. */
export function wordsOf(name: string, what: string): string {
  return `${what}${name.slice(0, 13)}密`
}

/** The published sample number, which belongs to nobody. */
export const ID_NUMBER = '11010519491231002X'

/** The texts in a matter, each with those who may read it. */
export function secretsOf(matter: Matter): Secret[] {
  const { name } = matter
  const readers = (who: Somebody) => sees(who, matter)
  // Whoever is asked to look must know for whom, and where.
  const found = (who: Somebody) => readers(who) || helps(who, matter)
  // The reason for passing a matter on stays among colleagues; a relative who asked for somebody else is not told what
  // an officer saw in the home.
  const colleagues = (who: Somebody) => sees(who, matter) && !concerns(who, matter)
  const atHome = (who: Somebody) =>
    sees(who, matter) && !(matter.applicant === who.id && matter.beneficiaryPhone !== null)
  return [
    { text: wordsOf(name, '住处'), knows: found },
    { text: wordsOf(name, '备注'), knows: readers },
    { text: wordsOf(name, '老人'), knows: found },
    { text: wordsOf(name, '同事间'), knows: colleagues },
    { text: wordsOf(name, '家里'), knows: atHome },
    ...matter.idNumber
      ? [{ text: ID_NUMBER, knows: (who: Somebody) => looks(who, matter) || matter.applicant === who.id }]
      : [],
    { text: matter.number, knows: readers }
  ]
}
