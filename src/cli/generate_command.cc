#include "cli/generate_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <string_view>
#include <utility>

#include "base/messages/command_words.h"
#include "base/messages/run_words.h"
#include "cli/labelled_line.h"
#include "cli/usage_error.h"
#include "synth/pizza.h"
#include "synth/worlds/news.h"
#include "synth/worlds/places.h"
#include "synth/worlds/shop.h"
#include "synth/worlds/video.h"

namespace twotower {
namespace {

// The world's options, held by the parser's callback, are flags: declared once.
template <typename Options, typename Make>
void add_world(CLI::App& generate, const std::string& name, const std::string& help, Make make,
               GenerateCommand& command, const Caller& caller) {
  auto options = std::make_shared<Options>();
  CLI::App& world = *generate.add_subcommand(name, help);
  world.add_option("--out", command.folder, "Folder of the files; created if missing")->required();
  const auto choose_format = [&command](const std::string& format) {
    command.format = format == "csv" ? WorldFormat::kCsv : WorldFormat::kParquet;
  };
  allow_names(*world.add_option_function<std::string>(
                  "--format", choose_format, "Format of the files, csv or parquet. Default: csv"),
              {"csv", "parquet"});
  Options::visit_options(*options, [&](std::string_view option, std::int64_t& value,
                                       std::string_view text, const Range& range) {
    const double most = std::min(range.max, 9e18);
    allow_whole_numbers(*world.add_option("--" + std::string(option), value, std::string(text))
                             ->capture_default_str(),
                        static_cast<std::int64_t>(range.min), static_cast<std::int64_t>(most));
  });
  world.callback([options, make, &command, caller] {
    command.language = caller.language;
    caller.finish(command.run(make(*options)));
  });
}

}  // namespace

Result<std::string> GenerateCommand::run(const World& world) const {
  TWOTOWER_ASSIGN(const WorldSummary made, write_world(world, folder, format));
  const std::string_view ending = format == WorldFormat::kCsv ? "csv" : "parquet";
  const std::string command =
      fmt::format("twotower train {0}/interactions.{1} --users {0}/users.{1} --items {0}/items.{1}",
                  folder, ending);
  const double guessing = 10.0 / static_cast<double>(made.num_items);
  return labelled(LabelWrote(), WorldWritten(folder, made.num_users, made.num_items, made.num_rows),
                  language) +
         labelled(LabelTruth(), WorldTruth(made.optimal_recall_at_10, guessing), language) +
         labelled(LabelNext(), command, language);
}

void add_generate_command(CLI::App& app, GenerateCommand& command, const Caller& caller) {
  CLI::App& generate =
      *app.add_subcommand("generate", "Generates data of an industry with a known ground truth");
  generate.require_subcommand(1);
  add_world<PizzaOptions>(generate, "pizza",
                          "The pizza shop of the demo: tastes, repeats, durian lovers", make_pizza,
                          command, caller);
  add_world<ShopOptions>(generate, "shop", "An online shop: views, carts, purchases; categories",
                         make_shop, command, caller);
  add_world<VideoOptions>(generate, "video", "A video platform: watch times, channels, titles",
                          make_video, command, caller);
  add_world<NewsOptions>(generate, "news", "A news site: articles that live for hours, sessions",
                         make_news, command, caller);
  add_world<PlacesOptions>(generate, "places", "Check-ins in a city: returns, hours, distances",
                           make_places, command, caller);
}

}  // namespace twotower
