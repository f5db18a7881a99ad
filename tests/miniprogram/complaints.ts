/** Complaints of the app or of WeChat's engine: every console.error and every warning of the WXML runtime. */
const complaints: string[] = []
const WXML_WARNING = /WXMLRT/

/** Starts to collect complaints; they are still printed. */
export function listenForComplaints(): void {
  for (const level of ['error', 'warn'] as const) {
    const say = console[level].bind(console)
    console[level] = (...said: unknown[]) => {
      const text = said.map(String).join(' ')
      if (level === 'error' || WXML_WARNING.test(text)) complaints.push(`console.${level}: ${text}`)
      say(...said)
    }
  }
}

/** Returns the complaints so far and forgets them. */
export function takeComplaints(): string[] {
  return complaints.splice(0)
}
