/** Types that check mounted endpoints against the contract. */
import type { RouterContext } from '@koa/router'
import type { ZodType, z } from 'zod'
import type { EndpointName, ParamsOf } from '../src/contract/endpoints'
import type {
  AnswerOf, BodyOf, BytesEndpoint, IdempotentEndpoint, JsonEndpoint, QueryOf, SilentEndpoint, UploadEndpoint
} from '../src/contract/endpointTypes'
import type { ErrorCode } from '../src/contract/errors'
import type { PersonEndpoint, PublicEndpoint } from '../src/contract/permissions'
import type { RunningSession } from './middleware/authenticate'
import type { IdempotencyKey } from './middleware/idempotencyKey'
import type { UploadRule } from './middleware/readUpload'
import type { Viewer } from './people/viewer'

/** Everything the OpenAPI document and the router need to know of a mounted endpoint. */
export interface AnySpec {
  name: EndpointName
  summary: string
  params?: ZodType
  query?: ZodType
  body?: ZodType
  /**
   * The rule for an uploaded file; whether an endpoint takes one, and in which part of the form, is in the endpoint
   * table.
   */
  upload?: UploadRule
  /** Schema of the JSON answer. */
  response?: ZodType
  /** Media type of an answer of bytes, unless the story sets another one with `ctx.type`. */
  mediaType?: string
  /** Success status of an answer with a body; 200 unless said otherwise. */
  status?: 200 | 201
  /** Errors a caller should expect beyond those that every endpoint has. */
  errors?: readonly ErrorCode[]
}

/** A spec with the schemas of the contract: every part that the contract names is present, and no other. */
export type EndpointSpec<
  N extends EndpointName, P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType
> =
  Omit<AnySpec, 'name' | 'params' | 'query' | 'body' | 'upload' | 'response' | 'mediaType'>
  & { name: N }
  & Part<'params', NeededParams<N>, P, Fitting<NeededParams<N>, P>>
  & Part<'query', QueryOf<N>, Q, Fitting<QueryOf<N>, Q>>
  & Part<'body', BodyOf<N>, B, Fitting<BodyOf<N>, B>>
  & Part<'response', JsonAnswer<N>, R, SameAnswer<JsonAnswer<N>, R>>
  & ([N] extends [UploadEndpoint] ? { upload: UploadRule } : { upload?: undefined })
  & ([N] extends [BytesEndpoint] ? { mediaType: string } : { mediaType?: undefined })

/** What a story gets: exactly the parts that its endpoint has. `now`: ms since 1970, one instant for the whole call. */
export type Call<N extends EndpointName, Deps, P extends ZodType, Q extends ZodType, B extends ZodType> =
  { now: number; deps: Deps; ctx: RouterContext }
  & Given<'params', NeededParams<N>, z.output<P>>
  & Given<'query', QueryOf<N>, z.output<Q>>
  & Given<'body', BodyOf<N>, z.output<B>>
  & ([N] extends [UploadEndpoint] ? { file: Buffer } : unknown)
  & ([N] extends [IdempotentEndpoint] ? { key: IdempotencyKey } : unknown)
  & ([N] extends [PublicEndpoint] ? unknown : { session: RunningSession })
  & ([N] extends [PersonEndpoint] ? { viewer: Viewer } : unknown)

/** A call with all possible parts, before its endpoint's type narrows it. */
export interface AnyCall<Deps> {
  params: unknown
  query: unknown
  body: unknown
  file: Buffer | undefined
  key: IdempotencyKey | undefined
  session: RunningSession | null | undefined
  viewer: Viewer | null | undefined
  now: number
  deps: Deps
  ctx: RouterContext
}

/** What the story of an endpoint has to answer. */
export type Answered<N extends EndpointName> =
  [N] extends [BytesEndpoint] ? Buffer : [N] extends [SilentEndpoint] ? void : AnswerOf<N>

type NeededParams<N extends EndpointName> = keyof ParamsOf<N> extends never ? undefined : ParamsOf<N>
type JsonAnswer<N extends EndpointName> = [N] extends [JsonEndpoint] ? AnswerOf<N> : undefined

/** A part of a spec: required with its schema where the contract has the part, forbidden where it has not. */
type Part<Name extends string, Contract, Schema extends ZodType, Check> =
  [Contract] extends [undefined] ? { [K in Name]?: undefined } : { [K in Name]: Schema & Check }
type Given<Name extends string, Contract, Value> = [Contract] extends [undefined] ? unknown : { [K in Name]: Value }

/** The type shown by the compiler for a mount that does not fit: the fields in which schema and contract differ. */
interface ContractSaysOtherwise<Fields> {
  contractSaysOtherwiseAbout: Fields
}

/** Compiles only with a schema that fits the body of the endpoint, for schemas that are mounted in a loop. */
export type FittingBody<N extends EndpointName, Schema extends ZodType> = Fitting<BodyOf<N>, Schema>

type Fitting<Contract, Schema extends ZodType> =
  [Differing<Contract, z.output<Schema>, z.input<Schema>>] extends [never]
    ? unknown
    : ContractSaysOtherwise<Differing<Contract, z.output<Schema>, z.input<Schema>>>

/**
 * Fields that differ between the contract and a schema: fields that only one of the two has, fields of different types,
 * fields optional in the contract and required by the schema, and fields required by the contract and optional in the
 * schema. A default in the schema makes no difference.
 */
type Differing<Contract, Output, Input> =
  | Exclude<keyof Output, keyof Contract>
  | {
    [K in keyof Contract]-?: K extends keyof Output & keyof Input ? FieldFits<Contract[K], Output[K], Input[K], K> : K
  }[keyof Contract]
type FieldFits<Contract, Output, Input, Name> =
  Equal<Exclude<Contract, undefined>, Exclude<Output, undefined>> extends true
    ? undefined extends Contract
      ? undefined extends Input ? never : Name
      : undefined extends Output ? Name : never
    : Name

/** Compiles only with a schema of exactly the contract's answer. */
export type SameAnswer<Contract, Schema extends ZodType> =
  Equal<Contract, z.output<Schema>> extends true ? unknown : ContractSaysOtherwise<'answer'>
/** Also false where only one of the two has an optional field. */
type Equal<One, Other> = [One, keyof One] extends [Other, keyof Other]
  ? ([Other, keyof Other] extends [One, keyof One] ? true : false)
  : false
