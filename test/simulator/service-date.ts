/**
 * A time as the service writes it: kept to 1/300 s, up to seven fractional digits, no zeros at their end; so
 * 23.319 s comes back as 23.32 and 52.103 s as 52.1033333, as in the published examples.
 */
export function serviceDate(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000)
  const ticks = Math.round(((milliseconds - second * 1000) * 300) / 1000)
  const whole = new Date((second + Math.floor(ticks / 300)) * 1000).toISOString().slice(0, 19)
  const fraction = ((ticks % 300) / 300)
    .toFixed(7)
    .slice(1)
    .replace(/\.?0+$/, '')
  return `${whole}${fraction}Z`
}
