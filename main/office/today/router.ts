import { os } from '../procedures.ts';
import { overview } from './service.ts';

export const todayRouter = {
  overview: os.today.overview.handler(({ context }) =>
    context.office.ledger.timed('today.overview', () => overview(context.office, context.officer.id)),
  ),
};
