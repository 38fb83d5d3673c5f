/**
 * The contract as these pages use it. Everything else imports from here, so
 * that the types generated from openapi.yaml come in through one file.
 */
export type Role = 'resident' | 'worker' | 'leader' | 'staff' | 'county' | 'admin'
export type State =
  | 'submitted' | 'accepted' | 'in_progress' | 'waiting_reporter' | 'suspended'
  | 'handled' | 'checking' | 'closed' | 'withdrawn'
export type Outcome = 'solved' | 'unsolved' | 'out_of_scope' | 'untrue' | 'duplicate'
export type Step =
  | 'accept' | 'ask' | 'reply_ask' | 'answer' | 'transfer' | 'return' | 'handle'
  | 'close' | 'reopen' | 'withdraw' | 'rate'
export type Need = 'text' | 'target' | 'reason' | 'grade' | 'outcome' | 'photos'

export interface Problem {
  status: number
  code: string
  detail: string
  fields?: { path: string; message: string }[]
  request_id?: string
}
export interface Page<T> { items: T[]; next?: string }
interface Ref { id: number; name: string }
interface Scope { community_id: number; grid_id: number; micro_grid_id: number; territory_name?: string }

export interface MyRole extends Scope { role: Role }
export interface Me {
  id: number
  name: string
  phone_masked?: string
  roles: MyRole[]
  csrf?: string
  unread: number
  totp?: boolean
}
export interface SignedIn { me: Me; csrf: string }
export interface Session { id: string; client: string; created_at: string; seen_at: string; current: boolean }
export interface NewTOTP { secret: string; uri: string }

export interface Grant extends Scope { id: number; role: Role; from: string; until?: string | null }
export interface Person { id: number; name: string; phone_masked?: string; disabled: boolean; roles: Grant[] }
export interface PersonDraft { name: string; username?: string; password?: string }
export interface GrantDraft {
  role: Role
  community_id?: number
  grid_id?: number
  micro_grid_id?: number
  from?: string
  until?: string
}

export interface MicroGrid { id: number; code: string; name: string; worker?: { name: string } | null }
export interface Grid { id: number; code: string; name: string; leader?: { name: string } | string | null; micro_grids?: MicroGrid[] }
export interface Community { id: number; code: string; name: string; grids?: Grid[] }
export interface Compound extends Ref { buildings: (Ref & { micro_grid_id?: number | null })[] }
export interface Category { code: string; name: string }

export interface Photo { id: number; url: string; thumb_url: string; moderation?: string }
export interface IssueSummary {
  id: number
  number: string
  title: string
  category: string
  category_name: string
  state: State
  state_text: string
  outcome?: Outcome
  place_text: string
  micro_grid: Ref
  grid: Ref
  created_at: string
  updated_at: string
  due_at?: string
  photo?: string
  owner?: Ref | null
  reopened_count: number
}
export interface AllowedStep { step: Step; label: string; needs: Need[]; tone: 'primary' | 'default' | 'danger' }
export interface TimelineEntry {
  id: number
  step: string
  label: string
  at: string
  by: { name: string; role_text: string }
  text?: string
  photos?: Photo[]
}
export interface Issue extends IssueSummary {
  words: string
  photos: Photo[]
  reporter?: { id: number; name: string; phone_masked?: string } | null
  hide_name: boolean
  next_text: string
  steps: AllowedStep[]
  timeline: TimelineEntry[]
  rating?: { grade: number; resolved: boolean; text?: string } | null
  version: number
}
export interface Taken {
  step: Step
  version: number
  text?: string
  target_account_id?: number
  attachments?: number[]
  outcome?: Outcome
  grade?: number
}
export interface Target { account_id: number; name: string; role_text: string; territory_name: string }
export type Counts = Partial<Record<State | 'total', number>>

export interface IssueQuery {
  scope?: 'mine' | 'work' | 'public'
  state?: State
  category?: string
  grid?: number
  micro_grid?: number
  community?: number
  q?: string
  overdue?: boolean
  sort?: 'newest' | 'oldest' | 'due'
  limit?: number
  cursor?: string
}

export type DeliveryState = string
export interface Delivery {
  id: number
  to: Ref
  kind: string
  event: string
  title: string
  channel: string
  state: DeliveryState
  code?: number | string
  code_text?: string
  attempts: number
  created_at: string
  next_at?: string | null
  done_at?: string | null
}
export interface Template { event: string; template_id: string; title: string; purpose: string }

export interface TileData { id: number; code: string; name: string; grid_name: string; worker?: string; open: number; overdue: number }
export interface Overview {
  open: number
  due_today: number
  overdue: number
  waiting_reporter: number
  closed_week: number
  reply_rate: number
  micro_grids: TileData[]
  categories: { code: string; name: string; open: number }[]
  days: { day: string; reported: number; closed: number }[]
}

interface Json<T> { content: { 'application/json': T } }
interface Answer<T> { responses: { 200: Json<T>; default: { content: { 'application/problem+json': Problem } } } }
interface ById { path: { id: number } }
type Read<Out, Query = Record<never, never>> = Answer<Out> & { parameters: { query?: Query } }
type ReadOne<Out> = Answer<Out> & { parameters: ById }
type Write<Body, Out = unknown> = Answer<Out> & { requestBody: Json<Body> }
type Act<Out = unknown, Params = ById> = Answer<Out> & { parameters: Params }

/** Operations by path and method, in the shape that openapi-typescript makes. */
export interface paths {
  '/v1/me': { get: Read<Me> }
  '/v1/sessions': { get: Read<Page<Session>> }
  '/v1/sessions/current': { delete: Act<unknown, Record<never, never>> }
  '/v1/sessions/{id}': { delete: Act<unknown, { path: { id: string } }> }
  '/v1/staff/sessions': { post: Write<{ username: string; password: string; totp?: string }, SignedIn> }
  '/v1/staff/password': { put: Write<{ old: string; new: string }> }
  '/v1/staff/totp': {
    post: Act<NewTOTP, Record<never, never>>
    put: Write<{ code: string }>
    delete: Act<unknown, { query: { code: string } }>
  }
  '/v1/staff/people': {
    get: Read<Page<Person>, { q?: string; role?: Role; community?: number; limit?: number; cursor?: string }>
    post: Write<PersonDraft, Person>
  }
  '/v1/staff/people/{id}/roles': { post: Act<Grant> & Write<GrantDraft, Grant> }
  '/v1/staff/people/{id}/roles/{grant}': { delete: Act<unknown, { path: { id: number; grant: number } }> }
  '/v1/staff/people/{id}/disabled': { put: Act & Write<{ disabled: boolean }> }
  '/v1/territories': { get: Read<{ communities: Community[] }, { community?: number }> }
  '/v1/compounds': { get: Read<Page<Compound>, { community: number }> }
  '/v1/categories': { get: Read<Page<Category>> }
  '/v1/issues': { get: Read<Page<IssueSummary>, IssueQuery> }
  '/v1/issues/counts': { get: Read<Counts, IssueQuery> }
  '/v1/issues/{id}': { get: ReadOne<Issue> }
  '/v1/issues/{id}/steps': { post: Act<Issue> & Write<Taken, Issue> }
  '/v1/issues/{id}/targets': { get: ReadOne<Page<Target>> }
  '/v1/staff/deliveries': {
    get: Read<Page<Delivery>, { state?: string; community?: number; q?: string; limit?: number; cursor?: string }>
  }
  '/v1/staff/deliveries/{id}/retry': { post: Act }
  '/v1/templates': { get: Read<Page<Template>, { event?: string }> }
  '/v1/staff/overview': { get: Read<Overview, { community?: number }> }
}
