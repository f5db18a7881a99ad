import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { exportMe } from '../../../api/privacy'
import { Bullets } from '../../../components/Bullets'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { spoken } from '../../../components/spoken'
import { useSend } from '../../../hooks/useSend'
import { account } from '../../../i18n/zh/account'
import { SCREENS } from '../../../phone/navigation'
import { announce } from '../../../phone/news'
import { deleteAccount } from '../../../phone/session'
import { takeAlong } from '../../../phone/takeAlong'

const words = account.data
const PLACE = process.env.TARO_ENV === 'h5' ? 'h5' as const : 'weapp' as const

/** Exports all data about the person, and deletes the account. */
export function MyData() {
  const [leaving, setLeaving] = useState(false)
  const { failure, send } = useSend()
  const exportNow = async () => {
    const taken = await send(async () => takeAlong(JSON.stringify(await exportMe(), null, 2), words.fileName))
    if (taken) announce(words.exported[PLACE])
  }
  return (
    <>
      <Card className='list-card card-myData'>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='heading list-heading'>{words.title}</Text>
        </View>
        <ListRow
          className='row-export'
          text={words.exportRow}
          note={words.exportNote[PLACE]}
          onTap={() => void exportNow()}
        />
        <ListRow className='row-delete' text={words.deleteRow} note={words.deleteNote} onTap={() => setLeaving(true)} />
      </Card>
      <FailureNote failure={failure} />
      {leaving && <Leave onClose={() => setLeaving(false)} />}
    </>
  )
}

/** Asks for confirmation, after saying what will happen. */
function Leave({ onClose }: { onClose: () => void }) {
  const { busy, failure, send } = useSend()
  const leave = async () => {
    if (!await send(deleteAccount)) return
    announce(account.remove.done)
    void Taro.reLaunch({ url: SCREENS.me })
  }
  return (
    <Confirm
      title={account.remove.title} doText={account.remove.doText} kind='danger' busy={busy} className='sheet-delete'
      onDo={() => void leave()} onClose={onClose}
    >
      <Bullets lines={account.remove.lines} />
      <FailureNote failure={failure} />
    </Confirm>
  )
}
