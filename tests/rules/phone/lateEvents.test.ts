/** What the phone tells about its network and its sound after something newer was told. */
import { connected } from '../../../src/phone/network'
import { startSound } from '../../../src/phone/sound'
import { networkStatus, settled } from './fakeTaro'

jest.mock('@tarojs/taro', () => jest.requireActual<object>('./fakeTaro'))

test('the first answer about the network does not undo a change that was told before it', async () => {
  expect(connected.get()).toBe(true)
  networkStatus.changed({ isConnected: false })
  networkStatus.answered({ networkType: 'wifi' })
  await settled()
  expect(connected.get()).toBe(false)
})

describe('a recording in a browser', () => {
  /** An audio element that rejects `play` when it is paused before it has begun, as browsers do. */
  class FakeAudio {
    onended: () => void = () => undefined
    onerror: () => void = () => undefined
    private interrupt: (reason: Error) => void = () => undefined
    constructor(readonly src: string) { made.push(this) }
    play(): Promise<void> {
      return new Promise((_resolve, reject) => { this.interrupt = reject })
    }
    pause(): void {
      this.interrupt(new Error('interrupted by pause'))
    }
  }
  const made: FakeAudio[] = []

  beforeEach(() => {
    process.env.TARO_ENV = 'h5'
    Object.assign(globalThis, { Audio: FakeAudio })
  })
  afterEach(() => {
    delete process.env.TARO_ENV
    Reflect.deleteProperty(globalThis, 'Audio')
  })

  test('says nothing any more after it was stopped for another one', async () => {
    const ended = jest.fn()
    startSound('first', ended)()
    await settled()
    made.at(-1)?.onended()
    expect(ended).not.toHaveBeenCalled()
  })

  test('says that it has ended, and that it failed', () => {
    const ended = jest.fn()
    startSound('first', ended)
    made.at(-1)?.onended()
    made.at(-1)?.onerror()
    expect(ended.mock.calls).toEqual([[false], [true]])
  })
})
