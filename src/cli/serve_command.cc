#include "cli/serve_command.h"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include "base/log.h"
#include "base/messages/cli_errors.h"
#include "base/messages/command_words.h"
#include "base/option_docs.h"
#include "base/options.h"
#include "base/reload_signal.h"
#include "base/stop_signal.h"
#include "cli/labelled_line.h"
#include "config/yaml_value.h"
#include "http/http_api.h"
#include "http/http_server.h"
#include "http/server_config.h"
#include "messages/help.h"
#include "messages/said.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

Result<ServerConfig> read_server_config(const std::string& path) {
  ServerConfig config;
  if (path.empty()) return config;
  TWOTOWER_ASSIGN(const Value value, read_yaml_file(path));
  TWOTOWER_TRY(check_options(option_tree(config), value, path));
  from_value(value, config);
  return config;
}

// Whether there are keys at all is decided at the start: who may reach the server follows from it.
Result<KeyOptions> keys_again(const std::string& path, bool has_keys) {
  TWOTOWER_ASSIGN(const ServerConfig config, read_server_config(path));
  TWOTOWER_TRY(check_keys(config.keys));
  if (config.keys.are_empty() != has_keys) return config.keys;
  return Error{ErrorCode::kConfigConflict, "keys",
               has_keys ? Message(ServerKeysGone()) : Message(ServerKeysNew())};
}

void read_keys_again(const std::string& path, bool has_keys, HttpApi& api) {
  const auto keys = keys_again(path, has_keys);
  if (!keys.ok()) {
    log_error("keys stay as they were: {}", english(keys.error().message));
    return;
  }
  api.set_keys(keys.value());
  log_info("keys of {} are valid from now on", path);
}

std::string address_of(const ServerOptions& options, const HttpServer& server) {
  if (!options.path.empty()) return "unix:" + options.path;
  const bool is_v6 = options.address.find(':') != std::string::npos;
  return fmt::format("http://{}:{}", is_v6 ? "[" + options.address + "]" : options.address,
                     server.port());
}

}  // namespace

Result<std::string> ServeCommand::run() const {
  if (lists_options) return to_markdown(option_tree(ServerConfig()), option_words(language));
  ReloadSignal reload;            // first: it would end the process
  std::signal(SIGPIPE, SIG_IGN);  // of a log whose reader has ended
  if (bundle.empty()) {
    return Error{ErrorCode::kUsageWrong, "BUNDLE", NothingToServe()};
  }
  TWOTOWER_ASSIGN(ServerConfig config, read_server_config(config_path));
  if (listen.has_value()) config.listen = *listen;
  if (num_threads.has_value()) config.threads = *num_threads;
  if (state.has_value()) config.state.path = *state;
  config.insecure = config.insecure || is_insecure;
  config.generations.watch = config.generations.watch || watches;

  TWOTOWER_ASSIGN(const ServerSetup setup, set_up(config));
  const auto fits = [&](const Bundle& opened) {
    const bool has_store = !config.state.path.empty();
    return check_memory(expected_bytes(opened, has_store, setup.server.num_workers), config.limits);
  };
  TWOTOWER_ASSIGN(Recommender recommender,
                  open_recommender_to_serve(bundle, config.state, config.generations, fits));

  HttpApi api(recommender, setup.api);
  const StopSignal stop;
  const CancelToken::Polling polling(stop.token());
  TWOTOWER_ASSIGN(const auto server, HttpServer::start(api, setup.server));
  const std::string served = fmt::format("{}  {}", address_of(setup.server, *server),
                                         recommender.bundle()->manifest.generation);
  std::fputs(labelled(LabelServing(), served, language).c_str(), stdout);
  std::fflush(stdout);
  while (!stop.token().is_cancelled()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (reload.take() && !config_path.empty()) {
      read_keys_again(config_path, !config.keys.are_empty(), api);
    }
  }
  recommender.stop_switching();
  server->stop();
  return std::string();
}

}  // namespace twotower
