import { Image } from '@tarojs/components'
import { spoken } from './spoken'

/** Line icons on a grid of 24, drawn with a stroke of 1.8. */
const STROKES = {
  home: 'M4 11.2 12 4l8 7.2V20h-5.4v-5.6H9.4V20H4z',
  paper: 'M6.5 3.5h7.6l3.9 4V20.5h-11.5z M13.8 3.7v4.1h4 M9.4 12.2h5.6 M9.4 16h5.6',
  list: 'M5.5 3.8h13v16.4h-13z M9 8.5h6 M9 12h6 M9 15.5h3.6',
  chat: 'M4 5.5h16v11.2h-8.500L7 20.500v-3.800H4z',
  person: 'M12 4.2a3.9 3.9 0 1 0 0 7.8 3.9 3.9 0 0 0 0-7.8z M4.6 20.2c.7-4.1 3.5-6 7.4-6s6.7 1.9 7.4 6',
  people:
    'M9 5.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z M3 19.5c.5-3.6 2.7-5.2 6-5.2s5.5 1.6 6 5.2 M15.4 5.6a3.1 3.1 0 0 1 0 5.9 M17.3 14.7c2.2.6 3.4 2.2 3.7 4.8',
  visit: 'M3.5 11.4 10.5 5l7 6.4 M5.5 9.9V19h4 M15 20.5l2.1 1.2 4-5.2 M9 19v-4.5h3.2',
  search: 'M10.8 4.2a6.6 6.6 0 1 0 0 13.2 6.6 6.6 0 0 0 0-13.2z M15.7 15.7 20 20',
  phone:
    'M6.3 3.8h3l1.6 4.3-2.1 1.5a11.5 11.5 0 0 0 5.6 5.6l1.5-2.1 4.3 1.6v3c0 1.1-.9 2-2 2A14.9 14.9 0 0 1 4.3 5.8c0-1.1.9-2 2-2z',
  check: 'm5 12.5 4.7 4.7L19 7.3',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M12 7.8v4.6l3.1 1.9',
  back: 'M14.8 5 8 12l6.8 7',
  next: 'm9.2 5 6.8 7-6.8 7',
  warn: 'M12 4.2 3.4 19.6h17.2z M12 10v4.4 M12 17.1v.1',
  place:
    'M12 3.6a6.3 6.3 0 0 0-6.3 6.3c0 4.5 6.3 10.5 6.3 10.5s6.3-6 6.3-10.5A6.3 6.3 0 0 0 12 3.6z M12 7.8a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2z',
  calendar: 'M4.5 5.8h15v14.2h-15z M4.5 10h15 M8.5 3.5v4 M15.5 3.5v4',
  star: 'm12 4.2 2.4 5 5.4.7-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.7z',
  close: 'M6 6l12 12 M18 6 6 18',
  bag: 'M6 9.2a6 6 0 0 1 12 0V20H6z M9.5 6.2V4h5v2.2 M6 13.5h12 M10 13.5v2.5h4v-2.5',
  camera:
    'M4 8h3.600l1.600-2.500h5.600L16.400 8H20v11.500H4z M12 10.300a3.400 3.400 0 1 0 0 6.800 3.400 3.400 0 0 0 0-6.800z',
  printer: 'M7 9V4h10v5 M7 16.500H4V9h16v7.500h-3 M7 13.500h10V20H7z',
  refresh: 'M19.3 10.2a7.6 7.6 0 1 0 .1 3.5 M19.8 5v5.3h-5.2',
  question:
    'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M9.6 9.8c.2-1.5 1.2-2.3 2.5-2.3s2.4.9 2.4 2.1c0 1.7-2.4 2-2.4 3.8 M12.1 16.5v.1',
  letters: 'M3.5 18.5 8.5 6l5 12.5 M5.2 14.5h6.6 M14.5 18.5l3-7.5 3 7.5 M15.6 16h3.9'
} as const
export type IconName = keyof typeof STROKES

/** Pictures can't read CSS variables: these are the tokens' own values. */
const TONES = {
  brand: '#14487f',
  ink: '#17232f',
  second: '#4c5a68',
  third: '#6b7885',
  ok: '#1b7448',
  wait: '#8f5200',
  bad: '#b3261e',
  white: '#ffffff'
} as const
export type IconTone = keyof typeof TONES

interface IconProps {
  name: IconName
  tone?: IconTone
  size?: 'small' | 'normal' | 'big'
}

/** An icon beside a word. The word says the same, so screen readers skip the icon. */
export function Icon({ name, tone = 'brand', size = 'normal' }: IconProps) {
  const alternative = process.env.TARO_ENV === 'h5' ? { nativeProps: { alt: '' } } : {}
  return (
    <Image
      className={`icon icon-${size}`}
      mode='aspectFit'
      src={pictureOf(name, TONES[tone])}
      {...alternative}
      {...spoken({ hidden: true })}
    />
  )
}

function pictureOf(name: IconName, colour: string): string {
  const strokes = STROKES[name].split(/ (?=M)/).map(path => `<path d="${path}"/>`).join('')
  const drawing =
    `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="${colour}"` +
    ` stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${strokes}</svg>`
  return 'data:image/svg+xml,' + encodeURIComponent(drawing)
}
