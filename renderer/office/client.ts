import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { OfficeContract } from '../../preload/contract/index.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { connectOffice } from './connect.ts';

let link: Promise<PortLink> | undefined;

/** The link of the port that is open now; a port that closed is replaced by the next call. */
function openLink(): Promise<PortLink> {
  if (link) return link;
  const opening = connectOffice().then((port) => {
    port.on('close', forget);
    return new PortLink(port);
  });
  const forget = () => {
    if (link === opening) link = undefined;
  };
  opening.catch(forget);
  link = opening;
  return opening;
}

/** Everything the office answers, typed by the contract. Refusals are thrown as `ORPCError`. */
export const office: ContractRouterClient<OfficeContract> = createORPCClient(new DynamicLink(openLink));

/** The same as query and mutation options: `useQuery(query.today.overview.queryOptions())`. */
export const query = createTanstackQueryUtils(office);
