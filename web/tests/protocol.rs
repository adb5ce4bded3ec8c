//! Every message comes back as it was sent, in WebAssembly as natively.
#![cfg(target_arch = "wasm32")]

#[path = "../session/tests/protocol.rs"]
mod protocol;
