import type { components } from './schema'

type Schemas = components['schemas']

/** The contract cannot say that an object may be null; its descriptions do. */
type MaybeNull<T, K extends keyof T> = Omit<T, K> & { [P in K]: T[P] | null }

export type { paths } from './schema'
export interface Page<T> { items: T[]; next?: string }
export type Problem = Schemas['Failure']

export type Role = Schemas['AccountRole']
export type Grant = Schemas['AccountGrant']
export type GrantDraft = Schemas['AccountGrantDraft']
export type Me = Schemas['AccountMe']
export type Credentials = Schemas['AccountPasswordSignIn']
export type SignIn = Schemas['AccountSignIn']
export type Person = Schemas['AccountListed']
export type PersonDraft = Schemas['AccountPersonDraft']

export type Community = Schemas['GridCommunity']
export type MicroGrid = MaybeNull<Schemas['GridMicroGrid'], 'worker'>
export type Grid = Omit<MaybeNull<Schemas['Grid'], 'leader'>, 'micro_grids'> & { micro_grids: MicroGrid[] }
export type Compound = Schemas['GridCompound']
export type MicroGridDetail = Schemas['GridDetail']
export type TerritoryChange = Schemas['GridChange']
export type ChangeDraft = Schemas['GridChangeDraft']
export type ChangeKind = Schemas['GridChangeKind']
export type WeChatGroup = Schemas['GridWeChatGroup']

export type Group = Schemas['Group']
export type GroupDetail = Schemas['GroupDetail']
export type GroupCard = Schemas['GroupCard']
export type GroupDigest = Schemas['GroupDigest']
export type GroupStage = Schemas['GroupStage']
export type GroupMark = Schemas['GroupMark']
export type GroupDispute = Schemas['GroupDispute']
export type GroupDecision = Schemas['GroupDecision']
export type GroupLeak = Schemas['GroupLeak']
export type GroupImport = Schemas['GroupImport']
export type GroupRow = Schemas['GroupRow']
export type GroupVerdict = Schemas['GroupVerdict']
export type PosterCodes = Schemas['PosterCodes']
export type PosterEach = Schemas['PosterEach']

export type Category = Schemas['IssueCategory']
export type State = Schemas['IssueState']
export type Step = Schemas['IssueStep']
export type Need = Schemas['IssueNeed']
export type Outcome = Schemas['IssueOutcome']
export type Way = Schemas['IssueWay']
export type Sort = Schemas['IssueSort']
export type Offer = Schemas['IssueOffer']
export type StepDraft = Schemas['IssueStepDraft']
export type Successor = Schemas['IssueSuccessor']
export type Task = Schemas['IssueTask']
export type TaskItem = Schemas['IssueTaskItem']
export type Helper = Schemas['IssueHelper']
export type Body = Schemas['IssueBody']
export type BodyDraft = Schemas['IssueBodyDraft']
export type Counts = Schemas['IssueCounts']
export type Entry = Schemas['IssueEntry']
export type Photo = Schemas['IssuePhoto']
export type IssueSummary = MaybeNull<Schemas['IssueSummary'], 'micro_grid' | 'grid' | 'owner'>
export type Issue = MaybeNull<Schemas['Issue'], 'micro_grid' | 'grid' | 'owner' | 'reporter'>
export type Follower = Schemas['IssueFollower']
export type Overview = MaybeNull<Schemas['IssueOverview'], 'last_check'>
export type Checked = Schemas['Checked']
export type Finding = Schemas['IssueFoundIssue']
export type Export = Schemas['Export']
export type Tile = Schemas['IssueTile']
export type Day = Schemas['IssueDay']

export type CalendarDay = Schemas['CalendarDay']
export type Due = Schemas['CalendarDue']

export type WeekSum = MaybeNull<Schemas['IssueWeekSum'], 'grid' | 'micro_grid'>
export type WeekItem = MaybeNull<Schemas['IssueWeekItem'], 'grid' | 'micro_grid'>
export type LookedAfter = Schemas['IssueLookedAfter']
export type Look = Schemas['IssueLook']

export type Template = Schemas['PushOffered']
export type Delivery = Schemas['PushTracked']
export type Quota = Schemas['PushQuota']
export type MessageForm = Schemas['PushForm']
export type DeliveryState = Schemas['PushState']
export type MessageKind = Schemas['PushKind']

export type Notice = Schemas['Notice']
export type NoticeListed = Schemas['NoticeListed']
export type NoticeState = Schemas['NoticeState']
export type NoticeStep = Schemas['NoticeStep']
export type NoticeTake = Schemas['NoticeTake']
export type NoticeAudience = Schemas['NoticeAudience']
export type NoticeQuestion = Schemas['NoticeQuestion']
export type NoticeFAQ = Schemas['NoticeFAQ']
export type NoticeFile = Schemas['NoticeFile']
export type NoticeDraft = Omit<Schemas['DraftInputBody'], '$schema' | 'community_id'>

export type Routing = Schemas['IssueRouting']
export type RoutingRule = Schemas['IssueRoutingRule']
export type RoutingChoices = Schemas['IssueRoutingChoices']
export type RoutingVersion = MaybeNull<Schemas['IssueRoutingVersion'], 'by' | 'at'>
export type RoutingMode = Schemas['IssueRoutingMode']
export type RoutingHours = Schemas['IssueRoutingHours']
export type Route = Schemas['IssueRoute']

export type Activity = Schemas['VolunteerActivity']
export type ActivityDetail = Schemas['VolunteerDetail']
export type ActivityKind = Schemas['VolunteerKind']
export type Arranged = Schemas['VolunteerArranged']
export type Standing = Schemas['VolunteerStanding']
export type Shift = Schemas['VolunteerShift']
export type ShiftDraft = Schemas['VolunteerShiftDraft']
export type ShiftPlan = Schemas['VolunteerShiftPlan']
export type Rolled = Schemas['VolunteerRolled']
export type Served = Schemas['VolunteerServed']
export type Hours = Schemas['VolunteerHours']
export type HoursReview = Schemas['VolunteerReview']
export type Series = Schemas['VolunteerSeries']
export type SeriesDraft = Schemas['VolunteerSeriesDraft']
export type SeriesPreview = Schemas['VolunteerPreview']
export type CareOrder = Schemas['VolunteerStaffOrder']
export type CareStep = Schemas['VolunteerOrderStep']
export type CareState = Schemas['VolunteerOrderState']
export type Certificate = Schemas['VolunteerCertificate']
export type CertificateState = Schemas['VolunteerCertificateState']
export type CertificateStep = Schemas['VolunteerCertificateStep']
export type ActivityPhoto = Schemas['VolunteerPhoto']
export type FamilyLink = Schemas['VolunteerLink']
export type Talent = Schemas['VolunteerTalent']
export type BoothDraft = Schemas['VolunteerBoothDraft']
