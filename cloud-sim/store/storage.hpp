#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/sqlite.hpp"

namespace soundcheck::cloud {

template <class T>
struct ResultOf {
  using type = Result<T>;
};
template <class T>
struct ResultOf<Result<T>> {
  using type = Result<T>;
};

Error to_error(const SqliteFailure& failure);

/// The database and its only thread. Work is done in the order of the calls.
class Storage {
 public:
  /// Errors: internal, with SQLite's words.
  static Result<std::unique_ptr<Storage>> open(const std::string& file);
  explicit Storage(std::unique_ptr<Sqlite> db);
  ~Storage();  ///< waits for work that was given

  /// Runs `work(Sqlite&)` in one transaction on the database's thread and comes
  /// back with what it returned. An Error, or what SQLite throws, rolls back.
  /// `work` may touch only its own captures. Give it a name first: GCC 12
  /// destroys temporaries of a co_await expression twice.
  template <class Work>
  boost::asio::awaitable<
      typename ResultOf<std::invoke_result_t<Work&, Sqlite&>>::type>
  call(Work work) {
    using R = typename ResultOf<std::invoke_result_t<Work&, Sqlite&>>::type;
    return boost::asio::co_spawn(thread_,
                                 on_thread<R, Work>(*db_, std::move(work)),
                                 boost::asio::use_awaitable);
  }

  /// Takes what was deleted out of the journal file, too. Errors: internal.
  boost::asio::awaitable<Result<void>> forget_deleted();

 private:
  template <class R, class Work>
  static boost::asio::awaitable<R> on_thread(Sqlite& db, Work work) {
    try {
      Transaction transaction(db);
      R result = work(db);
      if (result)
        transaction.commit();
      co_return result;
    } catch (const SqliteFailure& failure) {
      co_return R(to_error(failure));
    }
  }

  std::unique_ptr<Sqlite> db_;
  boost::asio::thread_pool thread_{1};
};

}  // namespace soundcheck::cloud
