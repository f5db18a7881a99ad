/** CRC-32C, the checksum that may follow an OP_MSG. */
const table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82F63B78 : value >>> 1
  return value
})

/** The CRC-32C of these bytes as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array): number {
  let value = 0xFFFFFFFF
  for (const byte of bytes) value = (table[(value ^ byte) & 0xFF] as number) ^ (value >>> 8)
  return (value ^ 0xFFFFFFFF) >>> 0
}
