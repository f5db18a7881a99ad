import type { IdNumberFault } from './idNumber'
import { LIMITS } from './limits'

/** Every error the BFF answers: stable code, HTTP status, and the sentence a villager reads. */
export const ERRORS = {
  validationFailed: { status: 400, message: '有的内容没填对，请按提示改一改。' },
  malformedJson: { status: 400, message: '发来的内容不完整，请再试一次。' },
  bodyTooLarge: { status: 413, message: '发来的内容太多了，请删减后再发。' },
  unsupportedMediaType: { status: 415, message: '这种内容格式收不了。' },
  idempotencyKeyRequired: { status: 400, message: '缺少防重复编号，请更新小程序后再试。' },
  idempotencyKeyReused: { status: 422, message: '这次提交和上次内容不同，请重新填写后再提交。' },
  unauthenticated: { status: 401, message: '请先登录。' },
  sessionExpired: { status: 401, message: '登录已过期，请重新登录。' },
  phoneNotBound: { status: 403, message: '请先绑定手机号，民警才能联系到你。' },
  privacyConsentNeeded: { status: 403, message: '请先看一看我们怎么用你的信息，同意了再办。' },
  sensitiveConsentNeeded: { status: 403, message: '身体情况和身份证号要你单独同意，才能记下来。' },
  consentVersionUnknown: { status: 400, message: '这份说明已经换了新的，请看新的再同意。' },
  openMatters: { status: 409, message: '你还有没办完的事。办完或撤销以后，再注销账号。' },
  forbidden: { status: 403, message: '这一步只有工作人员能办。' },
  notFound: { status: 404, message: '没有找到。' },
  methodNotAllowed: { status: 405, message: '不支持这种操作。' },
  moveNotAllowed: { status: 409, message: '现在不能这样办，请看最新进展。' },
  alreadyTaken: { status: 409, message: '已经有人接办了。' },
  movedOn: { status: 409, message: '这一步已经办成了。后来别人又接着办，现在不归你看了。' },
  changedMeanwhile: { status: 409, message: '刚才有人改动了，请看最新进展后再试。' },
  reopenTooLate: { status: 409, message: `办结超过 ${LIMITS.reopenDays} 天，不能重新办理，请重新申请。` },
  alreadyRated: { status: 409, message: '已经评价过了。' },
  consentMissing: { status: 409, message: '还没有问过本人是不是同意。请当面问清楚，记下来，再办这一步。' },
  searchOpen: { status: 409, message: '正在找人。先记下见到了、人在外地，或者打了 110、120，再办这一步。' },
  noSearch: { status: 409, message: '没有在找人。' },
  undoTooLate: { status: 409, message: '过了一会儿了，不能撤回。人在家就重新约时间，再出发。' },
  papersHeld: { status: 409, message: '还有原件在办理人手里，要先交还。交还后记下交给了谁，再撤回。' },
  papersElsewhere: { status: 409, message: '还有证件在别人手里，要先点收。点收以后再办这一步。' },
  consentNotAsked: { status: 409, message: '没有等着确认的事，可能已经办过了。' },
  noWitness: { status: 409, message: '这个村现在没有帮代办员可以作证。民警上门时当面说同意就行。' },
  beneficiaryUnknown: { status: 400, message: '没有这位家人，请从家人里选。' },
  tooManyBeneficiaries: { status: 409, message: '家人已经加满了，请先删去不用的。' },
  guardianNeeded: { status: 400, message: '不满 14 岁的孩子，要由父母或监护人来添加。' },
  villageUnknown: { status: 400, message: '没有这个村，请从列表里选。' },
  itemUnknown: { status: 400, message: '没有这个事项，请从目录里选。' },
  channelNotAllowed: { status: 400, message: '这个事项不能这样办，请看办理方式。' },
  presenceRequired: { status: 400, message: '这个事项要本人在场，不能由别人代办。' },
  relativeNotAllowed: { status: 400, message: '这个事项要经办的人自己申请，不能替别人申请。' },
  timeInPast: { status: 400, message: '时间已经过了，请选后面的时间。' },
  timeTooFar: { status: 400, message: `时间太远了，请选 ${LIMITS.daysAhead} 天以内的时间。` },
  tooManyNoSignal: { status: 409, message: '没有信号的时段记得太多了，请先去掉几个。' },
  noSignalTooLong: { status: 400, message: '没有信号的时段太长了，请改短一点。' },
  noOtherCandidate: { status: 409, message: '没有别人可以接了，请先联系派出所值班室。' },
  assigneeNotEligible: { status: 400, message: '这个人现在不能接办，请换一位。' },
  cursorInvalid: { status: 400, message: '翻页信息不对，请从头再看。' },
  tooManyOpen: { status: 409, message: '你还有很多件没办完，请等办完几件再提交。' },
  tooManyRequests: { status: 429, message: '操作太快了，请过一会儿再试。' },
  attachmentTooLarge: { status: 413, message: '这张照片太大了，请选小一点的，或者重新拍一张。' },
  attachmentTypeNotAllowed: { status: 415, message: '这个文件不是能收的照片，请选 JPG 或 PNG 照片，或者重新拍一张。' },
  attachmentBroken: { status: 422, message: '这张照片打不开，可能没传完整，请重新选一张。' },
  tooManyAttachments: { status: 409, message: '照片太多了，请先去掉几张。' },
  attachmentUnknown: { status: 400, message: '有一张照片已经失效，请去掉它，重新选一张。' },
  voiceTooLarge: { status: 413, message: `录音太长了，请重新录，${LIMITS.voiceSeconds} 秒以内。` },
  voiceTypeNotAllowed: { status: 415, message: '这个文件不是能收的录音，请重新录一段。' },
  voiceBroken: { status: 422, message: '这段录音不完整，请重新录一段。' },
  voiceNotWanted: { status: 409, message: '现在不用录音了，请看最新进展。' },
  voiceMissing: { status: 409, message: '没有这段录音，可能换了新的，请重新听一遍。' },
  wechatCodeInvalid: { status: 400, message: '微信登录没成功，请再试一次。' },
  wechatUnavailable: { status: 503, message: '微信暂时连不上，请过一会儿再试。' },
  unavailable: { status: 503, message: '系统正忙，请过一会儿再试。' },
  internal: { status: 500, message: '系统出了点问题，我们正在处理，请过一会儿再试。' }
} as const satisfies Record<string, { status: number; message: string }>

export type ErrorCode = keyof typeof ERRORS

/** What is wrong with an identity number, in words for the person who typed it. */
export const ID_NUMBER_FAULTS = {
  shape: '身份证号要 18 位，最后一位可以是 X。请对着证看一看。',
  region: '开头几位不对，请对着证看一看。',
  date: '中间的出生日期不对，请对着证看一看。',
  future: '中间的出生日期还没到，请对着证看一看。',
  checksum: '有一位填错了，请对着证看一看。'
} as const satisfies Record<IdNumberFault, string>

/** A field of the input that is wrong: its path as `a.b.0.c` and what to do about it. */
export interface FieldError {
  path: string
  message: string
}

/** Body of every answer with a status of 400 or more. */
export interface ErrorBody {
  error: {
    code: ErrorCode
    message: string
    fields?: FieldError[]
    /** For moveNotAllowed and alreadyTaken: the present state of the matter. */
    present?: { status: string; assignee: string | null }
    requestId: string
  }
}
