import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from './values.ts';

/** What an expression may name: device, officer, moment (in one of three ways), sequence, marks, extension. */
export const NAME_GROUPS = [
  'dev',
  'off',
  'ts',
  'y',
  'mo',
  'd',
  'h',
  'mi',
  's',
  't',
  'seq',
  'imp',
  'enc',
  'ext',
] as const;

/** How one family of cameras names its files. Tried in the order of the list; the first that fits is believed. */
export const nameProfile = z.object({
  key: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(40),
  /** A regular expression for the name without its folders; upper and lower case are the same to it. */
  expression: z.string().trim().min(1).max(300),
  /** A name, or a path below the root of the volume, that it fits. */
  example: z.string().trim().min(1).max(300),
  /** Device and officer come from the folders where the name does not tell them. */
  fromFolders: z.boolean(),
  enabled: z.boolean(),
});
export type NameProfile = z.infer<typeof nameProfile>;

export const nameProfiles = z.object({
  /** How often the list was changed; a change names the list it is based on. */
  version: z.int().min(0),
  profiles: z.array(nameProfile),
  /** The list as it is shipped. */
  asShipped: z.boolean(),
  learned: z.array(
    z.object({
      id,
      deviceNo: z.string(),
      /** Of the volume; empty where it has none. */
      serial: z.string(),
      profile: z.string(),
      profileName: z.string(),
      at: instant,
    }),
  ),
});
export type NameProfiles = z.infer<typeof nameProfiles>;

export const nameTried = z.object({
  profile: z.string(),
  profileName: z.string(),
  deviceNo: z.string(),
  officerNo: z.string(),
  /** Whose number that is here; empty where nobody has it. */
  officerName: z.string(),
  startAt: instant.nullable(),
  sequence: z.string(),
  important: z.boolean(),
  encrypted: z.boolean(),
});
export type NameTried = z.infer<typeof nameTried>;

const reason = z.string().trim().min(2).max(200);

export const names = {
  list: oc.output(nameProfiles),
  /** The whole list as it is to be. Refuses EVI-501 … EVI-506, 508, 509; then nothing is changed. */
  set: oc
    .input(z.object({ version: z.int().min(0), profiles: z.array(nameProfile).min(1).max(40), reason }))
    .output(nameProfiles),
  /** 放进列表: whether one row can be used beside the others. Refuses EVI-501 … EVI-504, 506, 508 at the row's own field. */
  check: oc
    .input(z.object({ profile: nameProfile, others: z.array(nameProfile.shape.name).max(40) }))
    .output(z.object({})),
  reset: oc.input(z.object({ version: z.int().min(0), reason })).output(nameProfiles),
  /** 试一试: what the list in force makes of a name or path; null where no row fits. */
  try: oc.input(z.object({ path: z.string().trim().min(1).max(1000) })).output(nameTried.nullable()),
  forget: oc.input(z.object({ id })).output(nameProfiles),
};
