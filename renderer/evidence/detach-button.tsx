import { Button, Form, Input, Popover } from 'antd';
import { useState } from 'react';

interface DetachButtonProps {
  readonly busy: boolean;
  readonly onDetach: (reason: string) => void;
  readonly word?: string;
  readonly title?: string;
}

/** Takes a recording or a photo off its case; the reason goes into the journal. */
export function DetachButton({
  busy,
  onDetach,
  word = '取消关联',
  title = '取消这段录像与案件的关联',
}: DetachButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="leftTop"
      destroyOnHidden
      title={title}
      content={
        <Form
          layout="vertical"
          className="detach-form"
          onFinish={({ reason }: { reason: string }) => {
            setOpen(false);
            onDetach(reason);
          }}
        >
          <Form.Item
            name="reason"
            label="原因"
            rules={[{ required: true, whitespace: true, min: 2, message: '请写明原因，至少两个字。' }]}
          >
            <Input placeholder="如：不是本案现场" maxLength={200} autoFocus />
          </Form.Item>
          <Button htmlType="submit">{word}</Button>
        </Form>
      }
    >
      <Button size="small" loading={busy}>
        {word}
      </Button>
    </Popover>
  );
}
