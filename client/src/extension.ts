/** Called by VS Code when a compose file is in the workspace. */
export function activate(): void {}
