#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/option_tree.h"
#include "base/result.h"
#include "http/api_keys.h"
#include "http/http_api.h"
#include "http/http_server.h"
#include "http/request_log.h"
#include "run/serve_state.h"
#include "serve/filter.h"
#include "serve/generation_options.h"

namespace twotower {

// What one client, or all of them, may take of a server. Beyond it a request is refused; what it is
// told, and what counts it, is in docs/operations.md.
struct ServerLimits {
  std::int64_t header_bytes = 16 << 10;
  std::int64_t header_lines = 128;
  std::int64_t body_bytes = 1 << 20;
  std::int64_t k = 1000;
  std::int64_t batch = 256;
  std::int64_t batch_items = 10'000;
  std::int64_t events = 1000;
  std::int64_t items = 1000;
  std::int64_t filter_nodes = 256;
  std::int64_t connections = 1024;
  std::int64_t connection_requests = 10'000;
  std::int64_t queue = 1024;
  std::int64_t queue_ms = 20;
  std::int64_t refusal_ms = 33;
  std::int64_t header_ms = 5'000;
  std::int64_t request_ms = 30'000;
  std::int64_t idle_ms = 60'000;
  std::int64_t connection_ms = 600'000;
  std::int64_t stop_ms = 10'000;
  std::int64_t unsent_bytes = 256 << 20;
  std::int64_t memory_bytes = 0;

  static void visit_options(auto& self, auto&& visit) {
    constexpr double kDay = 86'400'000;
    visit("header_bytes", self.header_bytes, "Bytes of a header; beyond: 413.",
          between(256, 1 << 20));
    visit("header_lines", self.header_lines, "Lines of a header; beyond: 413.", between(8, 10'000));
    visit("body_bytes", self.body_bytes, "Bytes of a body; beyond: 413.", between(256, 1 << 30));
    visit("k", self.k, "Items of an answer; beyond: 400.", between(1, 1e6));
    visit("batch", self.batch, "Requests of a batch, items of a score; beyond: 400.",
          between(1, 1e6));
    visit("batch_items", self.batch_items,
          "Items that a batch asks for, the sum of all k; beyond: 400.", between(1, 1e6));
    visit("events", self.events, "Events of a call; beyond: 400.", between(1, 1e6));
    visit("items", self.items, "Items of a call; beyond: 400.", between(1, 1e6));
    visit("filter_nodes", self.filter_nodes, "Tests and conditions of a filter; beyond: 400.",
          between(1, static_cast<double>(kMaxFilterNodes)));
    visit("connections", self.connections,
          "Simultaneous connections: a new one replaces the one whose client takes longest to send "
          "its request or to read its answer; where all are being answered, it waits.",
          between(1, 1e6));
    visit("connection_requests", self.connection_requests,
          "Requests of a connection, which is then closed.", between(1, 1e9));
    visit("queue", self.queue, "Requests that wait for a thread; beyond: 503.", between(1, 1e6));
    visit("queue_ms", self.queue_ms,
          "Milliseconds that a request may be expected to wait, or twice what the last ones took "
          "if that is more; beyond: 503.",
          between(1, kDay));
    visit("refusal_ms", self.refusal_ms,
          "Milliseconds after which a request is told that too many wait, so that a client that "
          "asks again at once is no load by itself. 0: at once.",
          between(0, kDay));
    visit("header_ms", self.header_ms,
          "Milliseconds from a request's first byte to its whole header; beyond: 408.",
          between(1, kDay));
    visit("request_ms", self.request_ms,
          "Milliseconds from a request's first byte to its last; beyond: 408. The same for its "
          "answer; beyond: closed.",
          between(1, kDay));
    visit("idle_ms", self.idle_ms,
          "Milliseconds between two requests of a connection; beyond: closed.", between(1, kDay));
    visit("connection_ms", self.connection_ms,
          "Age of a connection in milliseconds; beyond: closed after an answer.", between(1, kDay));
    visit("stop_ms", self.stop_ms,
          "Milliseconds for requests in progress when the server stops; beyond: closed.",
          between(1, kDay));
    visit("unsent_bytes", self.unsent_bytes,
          "Bytes of all answers that clients have yet to read; beyond: the connection of the "
          "slowest reader is closed.",
          between(1 << 20, 1e12));
    visit("memory_bytes", self.memory_bytes,
          "Bytes of resident memory that the server may be expected to need; beyond: it does not "
          "start. 0: what the machine has.",
          between(0, 1e15));
  }
};

// Where a server answers, whom, and how much of it: what is of the machine, not of the bundle.
struct ServerConfig {
  std::string listen = "127.0.0.1:8080";
  std::int64_t threads = 0;
  KeyOptions keys;
  bool insecure = false;
  std::vector<std::string> hosts;
  LoggedRequests log = LoggedRequests::kErrors;
  double canary = 0.001;
  StateOptions state;
  GenerationOptions generations;
  ServerLimits limits;

  static void visit_options(auto& self, auto&& visit) {
    visit("listen", self.listen,
          "Address to listen on: 127.0.0.1:8080, [::1]:8080, another address of this machine, or "
          "unix:PATH. Port 0: any free port.");
    visit("threads", self.threads, "Threads that answer requests. 0: one per core.",
          between(0, 1024));
    visit("keys", self.keys,
          "Who may ask what. Without any, everybody who reaches the server may ask everything.");
    visit("insecure", self.insecure, "Allows requests from other machines without keys.");
    visit("hosts", self.hosts,
          "Host names by which clients reach the server, besides this machine's: what the header "
          "Host may say where there are no keys.");
    visit("log", self.log,
          "Which requests are logged to standard error, one JSON document per line.");
    visit("canary", self.canary,
          "Share of answers that are searched for again exhaustively, to measure recall.",
          between(0, 1));
    visit("state", self.state, "What is recorded, and where.");
    visit("generations", self.generations,
          "How the server switches from one generation to the next.");

    visit("limits", self.limits, "Limits, beyond which requests are refused.");
  }
};

// What the config says to a server and to its API. Fails with kUsageWrong for an address that is
// none, and for one of other machines without keys, unless it is to be insecure; with
// kConfigOutOfRange as check_keys() does.
struct ServerSetup {
  ServerOptions server;
  ApiOptions api;
};
Result<ServerSetup> set_up(const ServerConfig& config);

// Fails with kServeMemory where so many bytes are more than the limits say, or the machine has.
Result<void> check_memory(std::size_t expected_bytes, const ServerLimits& limits);

}  // namespace twotower
