import { z } from 'zod';
import { nameProfile } from '../../../preload/contract/name-profiles.ts';
import { id, instant, sha256, shortText } from '../../../preload/contract/values.ts';
import { defineAction } from '../ledger/index.ts';

/** The film beside which a file lay, as it lay there itself. */
const beside = z.object({ name: z.string(), sizeBytes: z.int().min(0), modifiedAt: instant }).nullable();

/**
 * A recording, or what lay beside one, was copied, read back and put in its place; only then is this recorded (file
 * before fact).
 */
export const clipStored = defineAction({
  kind: 'clip.stored',
  version: 3,
  scope: 'town',
  payload: z.object({
    /** As it was called on the camera. */
    name: z.string(),
    sizeBytes: z.int().min(0),
    sha256,
    deviceNo: z.string(),
    officerId: id.nullable(),
    startAt: instant,
    /** The name of the file is trusted before its mtime. hardware.md §4.3 */
    startFrom: z.enum(['NAME', 'MTIME']),
    modifiedAt: instant,
    important: z.boolean(),
    /** PC time minus camera time, seconds; null where nothing shows it. Never applied to `startAt`. */
    clockOffsetSeconds: z.int().nullable(),
    /** Label of the volume it came from. */
    source: z.string(),
    /** Below the footage folder, with forward slashes. */
    path: z.string(),
    offloadId: id,
    simulated: z.boolean(),
    /** 未正常结束: the film has no proper end (film-end.ts); null where nobody looked, or its container is not known. */
    cutOff: z.boolean().nullable(),
    /** Since version 3: before it only recordings were taken. */
    kind: z.enum(['MEDIA', 'GPS', 'LOG']),
    beside,
  }),
  upcast: (old) => ({ cutOff: null, kind: 'MEDIA', beside: null, ...z.object({}).loose().parse(old) }),
});

/** The same bytes came again under another name, beside another film or marked as important: linked, not copied. */
export const clipFoundAgain = defineAction({
  kind: 'clip.found-again',
  version: 2,
  scope: 'town',
  payload: z.object({
    name: z.string(),
    deviceNo: z.string(),
    modifiedAt: instant,
    important: z.boolean(),
    source: z.string(),
    offloadId: id,
    /** Since version 2. */
    beside,
  }),
  upcast: (old) => ({ ...z.object({}).loose().parse(old), beside: null }),
});

export const clipAttached = defineAction({
  kind: 'clip.attached',
  version: 1,
  scope: 'town',
  payload: z.object({ caseId: id, name: z.string() }),
});

export const clipDetached = defineAction({
  kind: 'clip.detached',
  version: 1,
  scope: 'town',
  payload: z.object({ caseId: id, name: z.string(), reason: shortText }),
});

/** Who carries the camera; the subject is the camera. */
export const deviceBound = defineAction({
  kind: 'evidence.device-bound',
  version: 1,
  scope: 'town',
  payload: z.object({ deviceNo: z.string(), officerId: id }),
});

/** The clock of a camera beside ours: when it was set, or before it became a disk. The subject is the camera's clock. */
export const cameraClockRead = defineAction({
  kind: 'evidence.camera-clock',
  version: 2,
  scope: 'town',
  payload: z.object({
    deviceNo: z.string(),
    order: z.enum(['SET', 'STORAGE']),
    /** PC time minus camera time, seconds, before and after the order; null where the camera does not tell its time. */
    before: z.int().nullable(),
    after: z.int().nullable(),
    simulated: z.boolean(),
    /** The order went out and no answer came: whether the camera followed it is not known. Since version 2. */
    unsure: z.literal(true).optional(),
  }),
  upcast: (old) => old,
});

/**
 * 写入编号: who carries a camera was written onto it, so the camera said; with `unsure` it could not say so any more.
 * The subject is the camera.
 */
export const cameraCarrierWritten = defineAction({
  kind: 'evidence.camera-carrier',
  version: 2,
  scope: 'town',
  payload: z.object({
    deviceNo: z.string(),
    officerId: z.uuid(),
    officerNo: z.string(),
    simulated: z.boolean(),
    /** Whether the camera then read as it was written. */
    readBack: z.boolean(),
    /** Since version 2. */
    unsure: z.literal(true).optional(),
  }),
  upcast: (old) => old,
});

/** How cameras name their files: the whole list as it is from now on. One subject a ledger. */
export const nameProfilesSet = defineAction({
  kind: 'evidence.name-profiles-set',
  version: 1,
  scope: 'town',
  payload: z.object({ profiles: z.array(nameProfile), asShipped: z.boolean(), reason: shortText }),
});

/** All files of a volume were named by one profile: it is tried first there from now on. hardware.md §4.3 */
export const nameProfileLearned = defineAction({
  kind: 'evidence.name-profile-learned',
  version: 1,
  scope: 'town',
  payload: z.object({ deviceNo: z.string(), serial: z.string(), profile: z.string(), files: z.int() }),
});

export const nameProfileForgotten = defineAction({
  kind: 'evidence.name-profile-forgotten',
  version: 1,
  scope: 'town',
  payload: z.object({ deviceNo: z.string(), serial: z.string() }),
});
