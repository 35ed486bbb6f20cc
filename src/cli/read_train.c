/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/read_train.h"

#include "cli/cli.h"

int cli_train(ent_reader_model *model, char **paths, int count, const char *output) {
    ent_reader_train_options options = ent_reader_adapt_defaults();
    ent_confirm_learnt learnt = {0};
    ent_actors *actors = NULL;
    ent_error err = {0};
    ent_status status = ent_actors_new(&actors, &err);
    if (status == ENT_OK)
        status = ent_confirm_learn(model, actors, (const char *const *)paths, (size_t)count,
                                   &options, &learnt, &err);
    if (status == ENT_OK) status = ent_reader_model_save(model, output, &err);
    ent_actors_free(actors);
    if (status != ENT_OK) return cli_fail(&err);
    printf("learnt from %zu accepted and %zu rejected, %zu left out; weights in %s\n",
           learnt.accepted, learnt.rejected, learnt.left_out, output);
    return CLI_DONE;
}
