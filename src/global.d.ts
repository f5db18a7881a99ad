/** Set by the build: '' for H5 (same origin), the BFF's address for the mini-program. */
declare const API_ORIGIN: string

declare module '*.scss'
