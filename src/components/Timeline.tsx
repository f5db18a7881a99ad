import { Text, View } from '@tarojs/components'

export interface TimelineLine {
  id: string
  title: string
  /** Time and person. */
  when: string
  /** Reasons, answers and papers, in the person's own words. */
  notes: string[]
}

/** The timeline, newest entry first. */
export function Timeline({ lines }: { lines: readonly TimelineLine[] }) {
  return (
    <View className='timeline'>
      {lines.map((line, index) => (
        <View key={line.id} className={`timeline-entry ${index === 0 ? 'timeline-now' : ''}`}>
          {index < lines.length - 1 && <View className='timeline-line' />}
          <View className='timeline-dot' />
          <Text className='block strong'>{line.title}</Text>
          <Text className='small'>{line.when}</Text>
          {line.notes.map(note => <Text key={note} className='small'>{note}</Text>)}
        </View>
      ))}
    </View>
  )
}
