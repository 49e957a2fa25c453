import type { Source } from "@baton/protocol";
import { ApiError, failureOf } from "./api.ts";

export type UploadFile = (file: File, key: string, onSent: (bytes: number) => void) => Promise<Source>;

/** Sends one file as the request's body. An XMLHttpRequest, because only it tells how much has been sent. */
export const uploadFile: UploadFile = (file, key, onSent) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/sources/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onerror = () => reject(new ApiError(0, null, null));
    request.onload = () => {
      if (request.status < 200 || request.status > 299) {
        reject(failureOf(request.status, request.responseText, request.getResponseHeader("Retry-After")));
        return;
      }
      try {
        resolve(JSON.parse(request.responseText) as Source);
      } catch {
        reject(new ApiError(0, null, null));
      }
    };
    request.send(file);
  });
