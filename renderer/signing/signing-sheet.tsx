import { Modal } from 'antd';
import type { ReactNode } from 'react';

/** The whole width of the window for one signer, so that the screen can be turned to him. */
export function SigningSheet(props: { open: boolean; title: ReactNode; onClose: () => void; children: ReactNode }) {
  return (
    <Modal
      className="signing-sheet"
      open={props.open}
      title={props.title}
      onCancel={props.onClose}
      footer={null}
      width="min(1240px, calc(96vw / var(--scale, 1)))"
      style={{ top: 24 }}
      mask={{ closable: false }}
      destroyOnHidden
      transitionName=""
      maskTransitionName=""
    >
      {props.children}
    </Modal>
  );
}
