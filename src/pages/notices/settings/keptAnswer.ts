import Taro from '@tarojs/taro'

/**
 * What the person has told WeChat to keep: `off`: no messages of this mini-program; `refused`: none of this template,
 * so WeChat shows no question any more; null: nothing that keeps a message away, or WeChat is too old to say.
 */
export type KeptAnswer = 'off' | 'refused' | null

/** Asks WeChat what the person has told it to keep about a template. Never fails. */
export async function keptAnswerOf(template: string): Promise<KeptAnswer> {
  try {
    const { subscriptionsSetting } = await Taro.getSetting({ withSubscriptions: true })
    // Absent before 2.10.1; templates stand beside the main switch in the itemSettings, when their answer was kept.
    const { mainSwitch, itemSettings } = (subscriptionsSetting ?? {}) as Subscriptions
    if (mainSwitch === false) return 'off'
    return itemSettings?.[template] === 'reject' ? 'refused' : null
  } catch {
    return null
  }
}

interface Subscriptions {
  mainSwitch?: boolean
  itemSettings?: Record<string, unknown>
}
