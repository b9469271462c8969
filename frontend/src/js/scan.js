// Reads QR codes from the camera or from a picture: the browser's own reader where there is one, jsQR elsewhere.
//
// <div data-scan data-scan-param="code" data-scan-url="/scan"> with <video>, [data-scan-start], [data-scan-file],
// [data-scan-torch], [data-scan-trouble]; what was read goes to the form [data-scan-form] (its field data-scan-field)
// and submits it, or is announced by the event ui:scanned on the element.

import jsQR from "jsqr";

import { attach, start } from "./attach.js";

const EVERY_MS = 180;

async function makeReader() {
  if (globalThis.BarcodeDetector) {
    const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
    if (formats.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (source) => (await detector.detect(source).catch(() => []))[0]?.rawValue ?? null;
    }
  }
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (source) => {
    const [width, height] = [source.videoWidth || source.width, source.videoHeight || source.height];
    if (!width) return null;
    const scale = Math.min(1, 960 / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(pixels.data, pixels.width, pixels.height)?.data || null;
  };
}

function arrange(box) {
  const part = (name) => box.querySelector(`[data-scan-${name}]`);
  const video = box.querySelector("video");
  const form = part("form");
  const [begin, file, torch, trouble] = ["start", "file", "torch", "trouble"].map(part);
  let reader = null;
  let stream = null;
  let timer = 0;
  let isOpening = false;

  const complain = (shown) => {
    if (trouble) trouble.hidden = !shown;
  };

  function stop() {
    clearTimeout(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    if (begin) begin.hidden = false;
  }

  function found(text) {
    stop();
    navigator.vibrate?.(40);
    const wanted = box.dispatchEvent(new CustomEvent("ui:scanned", { detail: text, bubbles: true, cancelable: true }));
    const field = form?.querySelector("[data-scan-field]");
    if (!wanted || !field) return;
    field.value = text;
    form.requestSubmit();
  }

  async function look() {
    const seen = stream;
    if (!seen) return;
    const text = video.readyState >= 2 ? await reader(video) : null;
    // Switched off meanwhile, or on again: then another look goes on.
    if (stream !== seen) return;
    if (text) found(text);
    else timer = setTimeout(look, EVERY_MS);
  }

  async function open() {
    if (stream || isOpening || !box.isConnected) return;
    complain(false);
    isOpening = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch {
      complain(true);
      return;
    } finally {
      isOpening = false;
    }
    reader ??= await makeReader();
    // Somebody has looked away while they were asked.
    if (document.hidden) stop();
    if (!stream) return;
    video.srcObject = stream;
    await video.play().catch(() => undefined);
    if (!stream) return;
    if (begin) begin.hidden = true;
    const [track] = stream.getVideoTracks();
    if (torch) torch.hidden = !track.getCapabilities?.().torch;
    look();
  }

  begin?.addEventListener("click", open);
  torch?.addEventListener("click", async () => {
    const isOn = torch.getAttribute("aria-pressed") !== "true";
    await stream?.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: isOn }] });
    torch.setAttribute("aria-pressed", String(isOn));
  });
  file?.addEventListener("change", async () => {
    if (!file.files.length) return;
    reader ??= await makeReader();
    const picture = await createImageBitmap(file.files[0]).catch(() => null);
    const text = picture && (await reader(picture));
    if (text) found(text);
    else complain(true);
  });
  // A camera that nobody looks at is switched off.
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : box.hasAttribute("data-scan-auto") && open()));
  addEventListener("pagehide", stop);
  if (box.hasAttribute("data-scan-auto") && navigator.mediaDevices) open();
}

attach("[data-scan]", arrange);
start();
