/**
 * The number that this screen was opened with: from the address of a slip's code, from the scene of a mini-program
 * code, or, when WeChat opens the mini-program for a code that holds an address, from that address (`q`).
 */
export function numberFromCode({
  number,
  scene,
  q
}: {
  number?: string | undefined
  scene?: string | undefined
  q?: string | undefined
}): string {
  return number ?? scene ?? /[?&]number=([\d-]+)/.exec(q ?? '')?.[1] ?? ''
}
