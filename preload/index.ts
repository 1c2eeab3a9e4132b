import { contextBridge, ipcRenderer } from 'electron';

/**
 * The only thing that a window gets beside the web: `connect` asks the shell for a way to the office, which arrives
 * as a message with a MessagePort (renderer/office/connect.ts). Sandboxed, so this file becomes one CommonJS file.
 */
contextBridge.exposeInMainWorld('zhenzhi', { connect: () => ipcRenderer.send('zhenzhi:connect') });

ipcRenderer.on('zhenzhi:office', (event) => window.postMessage('zhenzhi-office', location.origin, event.ports));
ipcRenderer.on('zhenzhi:away', () => window.postMessage('zhenzhi-away', location.origin));
