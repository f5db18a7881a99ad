import { Image } from '@tarojs/components'
import { spoken } from './spoken'

/** One line family on a grid of 24, drawn with a pen of 1.8. */
const STROKES = {
  home: 'M4 11.2 12 4l8 7.2V20h-5.4v-5.6H9.4V20H4z',
  paper: 'M6.5 3.5h7.6l3.9 4V20.500h-11.500z M13.800 3.700v4.100h4 M9.400 12.200h5.600 M9.400 16h5.600',
  list: 'M5.500 3.800h13v16.400h-13z M9 8.500h6 M9 12h6 M9 15.500h3.600',
  person: 'M12 4.200a3.900 3.900 0 1 0 0 7.800 3.900 3.900 0 0 0 0-7.800z M4.600 20.200c.7-4.100 3.500-6 7.400-6s6.700 1.900 7.400 6',
  people: 'M9 5.200a3.300 3.300 0 1 0 0 6.600 3.300 3.300 0 0 0 0-6.600z M3 19.500c.5-3.600 2.700-5.200 6-5.200s5.500 1.600 6 5.200 M15.400 5.600a3.100 3.100 0 0 1 0 5.900 M17.300 14.700c2.200.6 3.400 2.200 3.700 4.800',
  visit: 'M3.500 11.400 10.500 5l7 6.400 M5.500 9.900V19h4 M15 20.500l2.100 1.200 4-5.200 M9 19v-4.500h3.200',
  search: 'M10.800 4.200a6.600 6.600 0 1 0 0 13.200 6.600 6.600 0 0 0 0-13.200z M15.700 15.700 20 20',
  phone: 'M8.300 4 5.600 5.100c-.9 3.400.6 7.300 3.500 10.200s6.500 4.200 9.600 3.400l1.300-2.700-3.900-2.600-2 1.600c-1.900-.8-3.300-2.300-4.200-4.200l1.500-2.100z',
  check: 'm5 12.500 4.700 4.700L19 7.300',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M12 7.800v4.600l3.100 1.900',
  back: 'M14.800 5 8 12l6.800 7',
  next: 'm9.200 5 6.800 7-6.800 7',
  warn: 'M12 4.200 3.400 19.600h17.200z M12 10v4.400 M12 17.100v.1',
  place: 'M12 3.600a6.300 6.300 0 0 0-6.300 6.300c0 4.500 6.300 10.500 6.300 10.500s6.300-6 6.300-10.500A6.300 6.300 0 0 0 12 3.600z M12 7.800a2.100 2.100 0 1 0 0 4.200 2.100 2.100 0 0 0 0-4.200z',
  calendar: 'M4.500 5.800h15v14.200h-15z M4.500 10h15 M8.500 3.500v4 M15.500 3.500v4',
  star: 'm12 4.200 2.400 5 5.400.7-4 3.800 1 5.400-4.800-2.700-4.800 2.700 1-5.400-4-3.800 5.400-.7z',
  close: 'M6 6l12 12 M18 6 6 18',
  bag: 'M6 9.200a6 6 0 0 1 12 0V20H6z M9.500 6.200V4h5v2.200 M6 13.500h12 M10 13.500v2.500h4v-2.500',
  refresh: 'M19.300 10.200a7.600 7.600 0 1 0 .1 3.500 M19.800 5v5.300h-5.200',
  question: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M9.600 9.800c.2-1.500 1.200-2.300 2.500-2.300s2.400.9 2.400 2.100c0 1.700-2.400 2-2.400 3.800 M12.100 16.500v.1',
  letters: 'M3.500 18.500 8.500 6l5 12.500 M5.200 14.500h6.600 M14.500 18.500l3-7.500 3 7.500 M15.600 16h3.900'
} as const
export type IconName = keyof typeof STROKES

/** Pictures can't read CSS variables: these are the tokens' own values. */
const TONES = {
  brand: '#14487f', ink: '#17232f', second: '#4c5a68', third: '#6b7885', ok: '#1b7448', wait: '#8f5200', bad: '#b3261e', white: '#ffffff'
} as const
export type IconTone = keyof typeof TONES

interface IconProps {
  name: IconName
  tone?: IconTone
  size?: 'small' | 'normal' | 'big'
}

/** A drawing beside a word. The word says it all, so a screen reader passes it over. */
export function Icon({ name, tone = 'brand', size = 'normal' }: IconProps) {
  const alternative = process.env.TARO_ENV === 'h5' ? { nativeProps: { alt: '' } } : {}
  return (
    <Image className={`icon icon-${size}`} mode='aspectFit' src={pictureOf(name, TONES[tone])} {...alternative} {...spoken({ hidden: true })} />
  )
}

function pictureOf(name: IconName, colour: string): string {
  const strokes = STROKES[name].split(/ (?=M)/).map(path => `<path d="${path}"/>`).join('')
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="${colour}"`
    + ` stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${strokes}</svg>`
  return 'data:image/svg+xml,' + encodeURIComponent(drawing)
}
