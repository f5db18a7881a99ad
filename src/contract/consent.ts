/** The consent of a beneficiary for whom a relative asks: how it is given, for which purposes, and when it holds. */
import type { Channel } from './catalogue'

/**
 * The state of the consent in one service request:
 * - notNeeded: the applicant is the beneficiary, or the guardian of a child under 14
 * - pending: the beneficiary has to be asked before the matter may be finished
 */
export const CONSENT_STATES = ['notNeeded', 'pending', 'given', 'withdrawn'] as const
export type ConsentState = (typeof CONSENT_STATES)[number]

/**
 * onArrival: given to the visitor, for this matter; witnessed: given to the village's agent, in advance; voice:
 * recorded by the relative and heard by the assignee, for this matter.
 */
export const CONSENT_WAYS = ['onArrival', 'witnessed', 'voice'] as const
export type ConsentWay = (typeof CONSENT_WAYS)[number]

/** Recordings that are taken: what WeChat and phones record. */
export const VOICE_TYPES = ['audio/mpeg', 'audio/aac', 'audio/mp4'] as const
export type VoiceType = (typeof VOICE_TYPES)[number]

/** For which matters the beneficiary lets a relative ask: one of the two channels, or both. */
export const CONSENT_PURPOSES = ['paperwork', 'homeVisit', 'both'] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]

/**
 * How long a consent given in advance lasts, in months. Source: product rules, F04 (an end; a year unless said
 * otherwise).
 */
export const CONSENT_MONTHS = [12, 6, 24] as const
export type ConsentMonths = (typeof CONSENT_MONTHS)[number]

/** Versions of the words that are read to the beneficiary, newest first. The words are in src/i18n/zh/consent.ts. */
export const CONSENT_WORDS = ['2026-11'] as const
export type ConsentWords = (typeof CONSENT_WORDS)[number]

/** Below this age a guardian decides. Source: PIPL, article 31. */
export const GUARDIAN_UNDER = 14

/** Whether a consent for this purpose covers a matter of this channel. */
export function covers(purpose: ConsentPurpose, channel: Channel): boolean {
  return purpose === 'both' || purpose === channel
}

/**
 * Whether somebody born in this year may still be under 14. Only the year of birth is known, so a doubt counts as yes.
 */
export function mayNeedGuardian(birthYear: number | null, year: number): boolean {
  return birthYear !== null && year - birthYear <= GUARDIAN_UNDER
}
