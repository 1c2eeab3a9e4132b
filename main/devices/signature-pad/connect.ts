import { CannotConnect } from '../cannot-connect.ts';
import type { Clock } from '../clock.ts';
import type { Trace } from '../trace.ts';
import type { PadCandidate } from './candidates.ts';
import { NoAnswer, PadLink } from './link.ts';
import { knownModel } from './models.ts';
import { OptionMode } from './pen.ts';
import { cannotOpen, NO_PAD, NOT_A_PAD, SILENT } from './problem.ts';
import {
  type Capability,
  decodeCapability,
  decodeInformation,
  decodeUid,
  optionMode,
  RESET,
  Report,
  StatusCode,
} from './reports.ts';

export interface ConnectedPad {
  readonly link: PadLink;
  readonly path: string;
  readonly vidPid: string | null;
  readonly model: string;
  readonly serialNo: string;
  readonly firmware: string;
  readonly capability: Capability;
  readonly option: OptionMode;
}

/** Status 0, else a software reset; then who it is, what it can and how it counts. */
async function introduce(candidate: PadCandidate, link: PadLink): Promise<ConnectedPad> {
  // A program that died in the middle of a signature left the pad there.
  if ((await link.status()).status !== StatusCode.ready) await link.set(RESET);
  await link.ready();
  const information = decodeInformation(await link.get(Report.information));
  const known = knownModel(candidate.productId);
  const capability = decodeCapability(await link.get(Report.capability).catch(() => Buffer.alloc(0)));
  const model = information?.model ?? known?.model;
  const best = capability ?? known?.capability;
  if (!model || !best || !/^STU/i.test(model)) throw new NoAnswer('not a pad of the family');
  return {
    link,
    path: candidate.path,
    vidPid: candidate.vidPid,
    model,
    firmware: information?.firmware ?? '',
    serialNo: candidate.serialNo ?? decodeUid(await link.get(Report.uid).catch(() => Buffer.alloc(0))) ?? '',
    capability: best,
    option: await chooseOption(link),
  };
}

/** Time and sequence where the model has both, else what it has. hardware.md §2.1, report 32. */
async function chooseOption(link: PadLink): Promise<OptionMode> {
  for (const mode of [OptionMode.both, OptionMode.time, OptionMode.sequence]) {
    const taken = await link.order(optionMode(mode)).catch(() => false);
    if (taken) return mode;
  }
  return OptionMode.none;
}

/** Opens the first candidate that is a pad. @throws CannotConnect with the most telling failure */
export async function connectPad(
  candidates: readonly PadCandidate[],
  clock: Clock,
  trace: Trace,
): Promise<ConnectedPad> {
  let worst = new CannotConnect('absent', NO_PAD);
  for (const candidate of candidates) {
    const told = await tryPad(candidate, clock, trace);
    if (!(told instanceof CannotConnect)) return told;
    trace.add(`probe ${candidate.path}: ${told.told.code} ${told.told.raw}`);
    if (worst.state === 'absent') worst = told;
  }
  throw worst;
}

async function tryPad(candidate: PadCandidate, clock: Clock, trace: Trace): Promise<ConnectedPad | CannotConnect> {
  let link: PadLink;
  try {
    link = new PadLink(await candidate.open(), clock, trace);
  } catch (error) {
    const told = cannotOpen(error);
    return new CannotConnect(told.code === NO_PAD.code ? 'absent' : 'error', told);
  }
  try {
    return await introduce(candidate, link);
  } catch (error) {
    await link.hid.close();
    if (!(error instanceof NoAnswer)) throw error;
    const silent = error.message === 'no answer';
    return new CannotConnect('error', { ...(silent ? SILENT : NOT_A_PAD), raw: error.message });
  }
}
