import { Component, type ErrorInfo, type ReactNode } from "react";
import { fetchAgain } from "./later-part.tsx";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Shown instead of the children after an error; `retry` renders them anew. */
  readonly fallback: (retry: () => void) => ReactNode;
}

/** Keeps a broken view from taking the call controls with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // oxlint-disable-next-line no-console -- a programming error; the browser's log is where a developer looks
    console.error("view failed", error, info.componentStack);
    fetchAgain();
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children;
  }
}
