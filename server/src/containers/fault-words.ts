import { code, type Message, type MessageTemplate, message } from "../base/messages.js";
import type { Fault } from "./faults.js";

const texts = {
  "no-engine": {
    en: "Docker isn't installed here, or isn't on PATH (looked for docker, docker-compose and podman)",
    "zh-cn": "此处未安装 Docker，或它不在 PATH 中（查找过 docker、docker-compose 和 podman）",
  },
  "no-program": { en: "`{program}` isn't installed here, or isn't on PATH", "zh-cn": "此处未安装 `{program}`，或它不在 PATH 中" },
  "not-executable": { en: "`{program}` can't be run: permission denied", "zh-cn": "无法运行 `{program}`：权限不足" },
  "no-compose": {
    en: "`{program}` is here, but Docker Compose isn't installed for it",
    "zh-cn": "有 `{program}`，但没有为它安装 Docker Compose",
  },
  "no-permission": {
    en: "This user may not use Docker: join the group `docker`, or use sudo",
    "zh-cn": "当前用户无权使用 Docker：请加入 `docker` 组，或使用 sudo",
  },
  "no-daemon": {
    en: "Docker doesn't answer: it isn't running here, or `DOCKER_HOST` or the context names another place",
    "zh-cn": "Docker 没有应答：它没有在此运行，或 `DOCKER_HOST` 或 context 指向别处",
  },
  "no-service": {
    en: "Docker Compose knows no service `{service}` in this project",
    "zh-cn": "Docker Compose 在此项目中找不到服务 `{service}`",
  },
  "not-running": {
    en: "Service `{service}` has no running container: `docker compose up -d {service}` starts one",
    "zh-cn": "服务 `{service}` 没有正在运行的容器：`docker compose up -d {service}` 可启动",
  },
  stopped: {
    en: "The container of service `{service}` isn't running ({state}): `docker compose logs {service}` shows why it stopped",
    "zh-cn": "服务 `{service}` 的容器没有运行（{state}）：`docker compose logs {service}` 会显示停止的原因",
  },
  paused: {
    en: "The container of service `{service}` is paused: `docker compose unpause {service}` lets it go on",
    "zh-cn": "服务 `{service}` 的容器已暂停：`docker compose unpause {service}` 可让它继续运行",
  },
  "no-rpc": {
    en: "What runs in service `{service}` doesn't answer `bin/plausible rpc`: it isn't one of Plausible's own images",
    "zh-cn": "服务 `{service}` 中运行的程序不支持 `bin/plausible rpc`：它不是 Plausible 的官方镜像",
  },
  "not-up": {
    en: "Plausible in service `{service}` doesn't answer yet: it is still starting, or its start was refused",
    "zh-cn": "服务 `{service}` 中的 Plausible 尚未应答：它仍在启动，或启动被拒绝",
  },
  "no-image": {
    en: "Image `{image}` can't be fetched ({words}): pull it from a registry that this machine reaches, and tag it `{image}`",
    "zh-cn": "无法拉取镜像 `{image}`（{words}）：请从本机可访问的镜像仓库拉取，再标记为 `{image}`",
  },
  cut: {
    en: "The container's answer is incomplete, so nothing can be concluded from it",
    "zh-cn": "容器的回答不完整，因此无法得出结论",
  },
  "too-long": { en: "No answer from the container within {seconds} s", "zh-cn": "容器在 {seconds} 秒内没有应答" },
  cancelled: { en: "Cancelled", "zh-cn": "已取消" },
  failed: { en: "The container can't be asked: {words}", "zh-cn": "无法询问容器：{words}" },
} satisfies Record<string, MessageTemplate>;

/** A fault in one sentence, without the mark at its end. */
export function faultMessage(fault: Fault): Message {
  switch (fault.kind) {
    case "no-program":
    case "not-executable":
    case "no-compose":
      return message(texts[fault.kind], { program: fault.program });
    case "not-running":
      if (fault.state === "paused") return message(texts.paused, { service: fault.service });
      return fault.state === null
        ? message(texts["not-running"], { service: fault.service })
        : message(texts.stopped, { service: fault.service, state: code(fault.state) });
    case "no-service":
    case "no-rpc":
    case "not-up":
      return message(texts[fault.kind], { service: fault.service });
    case "no-image":
      return message(texts["no-image"], { image: fault.image, words: fault.words });
    case "too-long":
      return message(texts["too-long"], { seconds: fault.seconds });
    case "failed":
      return message(texts.failed, { words: fault.words });
    default:
      return message(texts[fault.kind]);
  }
}
