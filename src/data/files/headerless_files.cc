#include "data/files/headerless_files.h"

namespace twotower {

const std::vector<HeaderlessFile>& headerless_files() {
  static const std::vector<HeaderlessFile> kFiles = {
      {"u.data", "\t", false, {"user_id", "item_id", "rating", "timestamp"}},
      {"u.user", "|", false, {"user_id", "age", "gender", "occupation", "zip"}},
      {"u.item", "|", true, {"movie_id",    "title",     "release_date", "video_release_date",
                             "imdb_url",    "unknown",   "action",       "adventure",
                             "animation",   "childrens", "comedy",       "crime",
                             "documentary", "drama",     "fantasy",      "film_noir",
                             "horror",      "musical",   "mystery",      "romance",
                             "sci_fi",      "thriller",  "war",          "western"}},
      {"UserBehavior.csv",
       ",",
       false,
       {"user_id", "item_id", "category_id", "behavior_type", "timestamp"}},
      {"ratings.dat", "::", false, {"user_id", "movie_id", "rating", "timestamp"}},
      {"users.dat", "::", false, {"user_id", "gender", "age", "occupation", "zip"}},
      {"movies.dat", "::", true, {"movie_id", "title", "genres"}},
  };
  return kFiles;
}

}  // namespace twotower
