import { acceptPorts } from '../carrier/accept.ts';

/** What runs for the devices (a photo decoder) is ended on the way out. */
const leave = () => process.exit(0);

/** The entry of the devices process. The drivers (native code) are loaded when the office first asks. */
acceptPorts((port, hello) => {
  if (hello.role === 'office') import('./main.ts').then(({ serveDevices }) => serveDevices(port));
  else if (hello.role === 'shell') port.on('close', leave);
}, leave);
