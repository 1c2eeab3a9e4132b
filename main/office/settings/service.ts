import { eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { parameter } from '../../../preload/contract/desk.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { act, type Ledger } from '../ledger/index.ts';
import { parameterSet, townSaved } from './actions.ts';
import { defaultParameters, PARAMETERS, type ParameterValues, parameterTrouble } from './parameters.ts';
import { deskSettings, parameterValues, towns } from './tables.ts';

type ParameterLine = z.infer<typeof parameter>;

export interface Settings {
  town(): { id: string; townName: string; county: string; deskName: string };
  saveTown(actor: string, town: { townName: string; county: string; deskName: string }): void;
  /** The figures in force in this town. */
  parameters(): ParameterValues;
  lines(): ParameterLine[];
  setParameter(
    actor: string,
    change: { key: string; value: number | boolean | string; reason: string },
  ): ParameterLine[];
  /** A setting of this PC (devices, schedule, clock of the demo). */
  desk<T>(key: string, initial: T): T;
  setDesk(key: string, value: unknown): void;
}

export function createSettings(ledger: Ledger): Settings {
  const changed = () => ledger.read.select().from(parameterValues).all();
  const current = (): ParameterValues => ({
    ...defaultParameters,
    ...Object.fromEntries(changed().map((row) => [row.key, row.value])),
  });
  const lines = (): ParameterLine[] => {
    const values = new Map(changed().map((row) => [row.key, row.value]));
    return PARAMETERS.map((line) => ({
      key: line.key,
      name: line.nameZh,
      value: values.get(line.key) ?? line.default,
      initial: line.default,
      unit: line.unit,
      basis: line.basis,
      status: line.status,
    }));
  };
  return {
    town: () =>
      ledger.read.select().from(towns).get() ?? { id: ledger.info.ledgerId, townName: '', county: '', deskName: '' },
    saveTown: (actor, town) => void ledger.record(actor, () => [act(townSaved, ledger.info.ledgerId, town)]),
    parameters: current,
    lines,
    setParameter(actor, change) {
      const known = PARAMETERS.find((line) => line.key === change.key);
      if (known === undefined) refuse('SET-101', '没有这个参数，请刷新后再改。');
      if (typeof known.default !== typeof change.value) {
        refuse('SET-102', `「${known.nameZh}」的值类型不对，请按原来的样子填写。`, { field: 'value' });
      }
      const choices: readonly unknown[] | undefined = known.choices;
      if (choices !== undefined && !choices.includes(change.value)) {
        refuse('SET-104', `「${known.nameZh}」只能填 ${choices.join('、')}，请核对。`, { field: 'value' });
      }
      if (typeof change.value === 'number' && (!Number.isFinite(change.value) || change.value < 0)) {
        refuse('SET-103', `「${known.nameZh}」不能是负数，请核对。`, { field: 'value' });
      }
      const trouble = parameterTrouble({ ...current(), [change.key]: change.value }, known);
      if (trouble !== '') refuse('SET-105', trouble, { field: 'value' });
      ledger.record(actor, (inside) => {
        const row = inside.select().from(parameterValues).where(eq(parameterValues.key, change.key)).get();
        return [act(parameterSet, row?.subject ?? uuid(), change)];
      });
      return lines();
    },
    desk<T>(key: string, initial: T): T {
      const row = ledger.read.select().from(deskSettings).where(eq(deskSettings.key, key)).get();
      return row === undefined ? initial : (row.value as T);
    },
    setDesk: (key, value) =>
      void ledger.local((tables) =>
        tables
          .insert(deskSettings)
          .values({ key, value })
          .onConflictDoUpdate({ target: deskSettings.key, set: { value } })
          .run(),
      ),
  };
}
