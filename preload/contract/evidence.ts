import { oc } from '@orpc/contract';
import { z } from 'zod';
import { readBeside } from './beside.ts';
import { names } from './name-profiles.ts';
import { id, instant, sha256, shortText } from './values.ts';

export const volume = z.object({
  path: z.string(),
  label: z.string(),
  deviceNo: z.string(),
  /** Key and name of the profile that most names follow. */
  profile: z.string(),
  profileName: z.string(),
  /** Known from before how this camera names its files. */
  learned: z.boolean(),
  clips: z.int(),
  bytes: z.int(),
  /** Recordings that are not stored yet, and tracks and logs that are not. */
  fresh: z.int(),
  freshBeside: z.int(),
  officerId: id.nullable(),
  officerName: z.string(),
  /** New recordings that name another officer than the one this camera is bound to; id null where nobody has the number. */
  others: z.array(
    z.object({ officerNo: z.string(), officerId: id.nullable(), officerName: z.string(), clips: z.int() }),
  ),
  /** Folders and files below the path that could not be read; what lies in them is neither counted nor imported. */
  unread: z.array(z.string()),
  /** GPS tracks by their names whose film lies neither there nor here: they are not imported. */
  strays: z.array(z.string()),
  simulated: z.boolean(),
});
export type Volume = z.infer<typeof volume>;

export const clip = z.object({
  id,
  name: z.string(),
  deviceNo: z.string(),
  officerId: id.nullable(),
  officerName: z.string(),
  startAt: instant.nullable(),
  sizeBytes: z.int(),
  sha256,
  important: z.boolean(),
  caseId: id.nullable(),
  caseNumber: z.string(),
  storedAt: instant,
  simulated: z.boolean(),
  /** 未正常结束: the film has no proper end; null = not known (another container, or stored before it was looked at). */
  cutOff: z.boolean().nullable(),
  /** 录像, or 附带文件: a GPS track, a log of the camera. */
  kind: z.enum(['MEDIA', 'GPS', 'LOG']),
});
export type Clip = z.infer<typeof clip>;

export const offload = z.object({
  id,
  deviceNo: z.string(),
  officerName: z.string(),
  state: z.enum(['COPYING', 'DONE', 'INTERRUPTED', 'FAILED']),
  done: z.int(),
  total: z.int(),
  /** Of what lies beside the recordings: tracks and logs. */
  doneBeside: z.int(),
  totalBeside: z.int(),
  doneBytes: z.int(),
  totalBytes: z.int(),
  startedAt: instant,
  sentence: z.string(),
  failures: z.array(z.object({ name: z.string(), code: z.string(), sentence: z.string() })),
});
export type Offload = z.infer<typeof offload>;

export const evidence = {
  volumes: oc.output(z.array(volume)),
  /** Looks at a folder that is not watched. */
  inspectFolder: oc.input(z.object({ path: z.string().min(1).max(1000) })).output(volume),
  bindDevice: oc.input(z.object({ deviceNo: z.string().min(1).max(20), officerId: id })).output(z.object({})),
  /** Copies what is new: hash while reading, re-read the copy, then record. The source is never touched. */
  offload: oc
    .input(
      z.object({
        path: z.string().min(1).max(1000),
        officerId: id.nullable(),
        /** Whom to believe where a file names another officer than the camera is bound to. Refuses EVI-208 without. */
        believes: z.enum(['FILE', 'CARRIER']).nullable().default(null),
      }),
    )
    .output(offload),
  cancelOffload: oc.input(z.object({ offloadId: id })).output(z.object({})),
  offloads: oc.output(z.array(offload)),
  clips: oc
    .input(
      z.object({
        caseId: id.optional(),
        loose: z.boolean().optional(),
        /** Tracks and logs in place of recordings. */
        beside: z.boolean().optional(),
        offset: z.int().min(0),
        limit: z.int().min(1).max(200),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(clip) })),
  /** Clips of the case's officers around the time of the violation. */
  offered: oc.input(z.object({ caseId: id })).output(z.array(clip)),
  attach: oc.input(z.object({ clipId: id, caseId: id })).output(clip),
  detach: oc.input(z.object({ clipId: id, reason: shortText.min(2) })).output(clip),
  ticket: oc.input(z.object({ clipId: id })).output(z.object({ url: z.string() })),
  /** 附带文件 of a recording: tracks, sounds and pictures of its name, and the camera's logs of its day. */
  beside: oc.input(z.object({ clipId: id })).output(z.array(clip)),
  /** What is in a track or a log. Refuses EVI-302, 303, 321, 322, 323. */
  readBeside: oc.input(z.object({ clipId: id })).output(readBeside),
  /** 录像命名: how cameras name their files. */
  names,
};
