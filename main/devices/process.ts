import { acceptPorts } from '../carrier/accept.ts';

/** The entry of the devices process. The drivers (native code) are loaded when the office first asks. */
acceptPorts(
  (port, hello) => {
    if (hello.role === 'office') import('./main.ts').then(({ serveDevices }) => serveDevices(port));
  },
  () => process.exit(0),
);
