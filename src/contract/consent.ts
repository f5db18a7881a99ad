/** The consent of somebody whose relative asks for him: its ways, its purposes, and when it holds. */
import type { Channel } from './catalogue'

/**
 * How it stands in one service request:
 * - notNeeded: one asks for oneself, or a guardian for a child under 14
 * - pending: he has to be asked before the matter may be finished
 */
export const CONSENT_STATES = ['notNeeded', 'pending', 'given', 'withdrawn'] as const
export type ConsentState = (typeof CONSENT_STATES)[number]

/**
 * onArrival: said to the one who came, for this matter; witnessed: said to the agent of his village, in advance;
 * voice: recorded by the relative and heard by the one who has the matter, for this matter.
 */
export const CONSENT_WAYS = ['onArrival', 'witnessed', 'voice'] as const
export type ConsentWay = (typeof CONSENT_WAYS)[number]

/** Recordings that are taken: what WeChat and phones record. */
export const VOICE_TYPES = ['audio/mpeg', 'audio/aac', 'audio/mp4'] as const
export type VoiceType = (typeof VOICE_TYPES)[number]

/** Which matters he lets a relative ask for: the two ways of handling one, or both. */
export const CONSENT_PURPOSES = ['paperwork', 'homeVisit', 'both'] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]

/**
 * How long a consent given in advance lasts, in months. Source: product rules, F04 (an end; a year unless said
 * otherwise).
 */
export const CONSENT_MONTHS = [12, 6, 24] as const
export type ConsentMonths = (typeof CONSENT_MONTHS)[number]

/** Versions of the words that are read to him, newest first. The words themselves stand in src/i18n/zh/family.ts. */
export const CONSENT_WORDS = ['2026-11'] as const
export type ConsentWords = (typeof CONSENT_WORDS)[number]

/** Below this age a guardian decides. Source: PIPL, article 31. */
export const GUARDIAN_UNDER = 14

/** Does a consent for this purpose cover a matter that is handled this way? */
export function covers(purpose: ConsentPurpose, channel: Channel): boolean {
  return purpose === 'both' || purpose === channel
}

/** May he still be under 14 in this year? Only the year of birth is known, so a doubt counts as yes. */
export function mayNeedGuardian(birthYear: number | null, year: number): boolean {
  return birthYear !== null && year - birthYear <= GUARDIAN_UNDER
}
