import type { components } from './schema'

type Schemas = components['schemas']
export type Me = Schemas['AccountMe']
export type Home = Schemas['AppHome']
export type Counts = Schemas['IssueCounts']
export type Issue = Schemas['Issue']
export type Summary = Schemas['IssueSummary']
export type Offer = Schemas['IssueOffer']
export type StepDraft = Schemas['IssueStepDraft']
export type Category = Schemas['IssueCategory']
export type Compound = Schemas['GridCompound']
export type Building = Schemas['GridBuilding']
export type Community = Schemas['GridCommunity']
export type Message = Schemas['PushReceived']
export type Template = Schemas['PushOffered']
export interface Items<T> { items: T[]; next?: string }
