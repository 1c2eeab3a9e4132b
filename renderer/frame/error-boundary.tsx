import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { refusalOf } from './refusals.ts';

/**
 * Shows a page that broke as one sentence; the frame around it stays usable. Trying again loads the window anew: a page
 * whose code did not arrive would stay missing, and every draft is kept by the office.
 */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') };
  }

  override componentDidUpdate(before: { resetKey?: string }) {
    if (before.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null });
  }

  override render() {
    if (!this.state.error) return this.props.children;
    const { sentence, code } = refusalOf(this.state.error);
    return (
      <Result
        status="warning"
        title="这一页没有打开"
        subTitle={`${sentence}（${code}）`}
        extra={
          <Button type="primary" onClick={() => window.location.reload()}>
            再试一次
          </Button>
        }
      />
    );
  }
}
