/**
 * Limits of what a villager may type or pick; the phone shows them, the server enforces them. Lengths in characters.
 */
export const LIMITS = {
  name: 20,
  address: 60,
  remark: 500,
  /** An identity number as it is typed, with blanks between its parts. */
  idNumber: 24,
  /** Open service requests that one identity number finds. */
  foundByIdNumber: 20,
  text: 500,
  paper: 40,
  papers: 20,
  /** Papers that one matter may have had in custody. */
  custody: 60,
  preferredTimes: 3,
  /** A preferred time or appointment lies at most this many days ahead. */
  daysAhead: 60,
  /** Open matters that one applicant may have at a time. */
  openMatters: 30,
  /** Family members one person may keep. */
  beneficiaries: 20,
  /** People of the village who can look after one person, and the digits of a phone as they are typed. */
  contacts: 3,
  phoneTyped: 24,
  /** Rows of a list page. */
  pageSize: 20,
  pageSizeMost: 50,
  query: 30,
  /** Days after completion or refusal within which the applicant may reopen. Source: product rules, F07. */
  reopenDays: 7,
  /** Photos that go with one submission or one answer, and with a matter in all. */
  photos: 6,
  photosOfMatter: 24,
  /** Bytes of a photo as it is sent; the stored photo is smaller. */
  photoBytes: 10 * 1024 * 1024,
  /** A recorded consent. */
  voiceBytes: 1024 * 1024,
  voiceSeconds: 60,
  /** Photos one person may have sent without using them yet. */
  unusedPhotos: 20
} as const
