import { Image } from '@tarojs/components'
import { spoken } from './spoken'

interface PictureProps {
  src: string
  /** Read out by a screen reader; empty where an element around the picture says it. */
  label: string
  mode?: 'aspectFill' | 'aspectFit' | 'widthFix'
  className: string
}

/** A picture with content, as photos and QR codes. */
export function Picture({ src, label, mode = 'aspectFill', className }: PictureProps) {
  const named =
    process.env.TARO_ENV === 'h5'
      ? { nativeProps: { alt: label } }
      : spoken(label ? { role: 'img', label } : { hidden: true })
  return <Image className={className} mode={mode} src={src} {...named} />
}
