"""Who gets what from every address: the table that tests/rights/test_matrix.py plays.

The codes are explained in tests/rights/matrix.py. Menno works for Menzis, Olga and Bram (BO) for Hengelo, Anna, Aad (AO)
and Pia (lokaal) for Almelo; Tom leads five projects, among them Sociaal Verwijzen; Rik is redacteur, Bente
programmamanager, Frank controller, Bea beheerder. A new address needs a row here.
"""

# ruff: noqa: E501
TABLE = """
                                                                                    | niemand menno olga anna aad  bram pia  tom  rik  bente frank bea
# for whoever found a weak spot
GET security_txt                                                                    | 200

# the start, signing in and out
GET start                                                                           | in      302   302  302  302  302  302  302  302  302   302   302
GET toegang:sign_in                                                                 | 200     302   302  302  302  302  302  302  302  302   302   302
GET toegang:sign_out                                                                | in      405   405  405  405  405  405  405  405  405   405   405
POST toegang:sign_out                                                               | in      302   302  302  302  302  302  302  302  302   302   302
GET toegang:reset_ask                                                               | 200
GET toegang:reset_sent                                                              | 200
GET toegang:reset_set uidb64=@uid token=@token                                      | 302
GET toegang:reset_done                                                              | 200
GET toegang:uitnodiging_open key=@uitnodiging                                       | 302
GET toegang:uitnodiging_accept                                                      | 404
POST toegang:uitnodiging_accept                                                     | 404
GET toegang:bericht_list                                                            | in      403   403  403  403  403  403  403  403  403   403   200
POST toegang:bericht_repeat pk=@bericht                                             | in      403   403  403  403  403  403  403  403  403   403   302
POST eigenaren:uitnodiging_withdraw pk=@nina                                        | in      403   403  403  403  403  403  403  403  403   403   302
GET toegang:gegevens_detail                                                         | in      200   200  200  200  200  200  200  200  200   200   200
GET toegang:gegevens_export                                                         | in      200   200  200  200  200  200  200  200  200   200   200
GET toegang:log_list                                                                | in      403   403  403  403  403  403  403  403  403   403   200
GET toegang:log_export                                                              | in      403   403  403  403  403  403  403  403  403   403   200

# one's own account
GET account_login                                                                   | 200     302  302  302  302  302  302  302  302  302  302  302
GET mfa_authenticate                                                                | 302
GET toegang:oidc_begin slug=@dienst                                                 | 302
GET openid_connect_callback provider_id=@dienst                                     | 302
GET toegang:confirm                                                                 | in      200  200  200  200  200  200  200  200  200  200  200
GET toegang:account                                                                 | in      200  200  200  200  200  200  200  200  200  200  200
GET toegang:password_change                                                         | in      200  200  200  200  200  200  200  200  200  200  200
GET toegang:factor_first                                                            | in      200  200  200  200  200  200  302  200  200  200  200
GET toegang:app_add                                                                 | in      200  200  200  200  200  200  200  200  200  200  200
GET toegang:key_add                                                                 | in      200  200  200  200  200  200  200  200  200  200  200
GET toegang:codes                                                                   | in      200  200  200  200  200  200  200  200  200  200  200
POST toegang:password_change                                                        | in      form form form form form form form form form form form
POST toegang:app_add                                                                | in      form form form form form form form form form form form
POST toegang:key_add                                                                | in      form form form form form form form form form form form
POST toegang:confirm                                                                | in      form form form form form form form form form form form
POST toegang:codes                                                                  | in      302  302  302  302  302  302  302  302  302  302  302
GET toegang:factor_remove pk=@factor                                                | in      404  404  404  404  404  404  200  404  404  404  404
POST toegang:factor_remove pk=@factor                                               | in      404  404  404  404  404  404  302  404  404  404  404
POST toegang:session_end pk=1                                                       | in      302  302  302  302  302  302  302  302  302  302  302
POST toegang:mail_choose                                                            | in      302  302  302  302  302  302  302  302  302  302  302
POST toegang:sessions_end                                                           | in      302  302  302  302  302  302  302  302  302  302  302
GET toegang:oidc_join slug=@dienst                                                  | in      302  302  302  302  302  302  302  302  302  302  302
POST toegang:oidc_part slug=@dienst                                                 | in      302  302  302  302  302  302  302  302  302  302  302

# people, roles and owners: the beheerder's
GET eigenaren:gebruiker_list                                                        | in      403   403  403  403  403  403  403  403  403   403   200
GET eigenaren:gebruiker_create                                                      | in      403   403  403  403  403  403  403  403  403   403   200
GET eigenaren:gebruiker_detail pk=@olga                                             | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:gebruiker_create                                                     | in      403   403  403  403  403  403  403  403  403   403   form
POST eigenaren:gebruiker_invite pk=@nina                                            | in      403   403  403  403  403  403  403  403  403   403   302
GET eigenaren:factors_reset pk=@olga                                                | in      403  403  403  403  403  403  403  403  403  403  200
POST eigenaren:factors_reset pk=@olga                                               | in      403  403  403  403  403  403  403  403  403  403  302
GET eigenaren:gebruiker_deactivate pk=@olga                                         | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:gebruiker_deactivate pk=@olga                                        | in      403   403  403  403  403  403  403  403  403   403   302
GET eigenaren:gegevens_export pk=@olga                                              | in      403   403  403  403  403  403  403  403  403   403   200
GET eigenaren:gebruiker_erase pk=@olga                                              | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:gebruiker_erase pk=@olga                                             | in      403   403  403  403  403  403  403  403  403   403   form
GET eigenaren:aanstelling_grant pk=@olga                                            | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:aanstelling_grant pk=@olga                                           | in      403   403  403  403  403  403  403  403  403   403   form
GET eigenaren:aanstelling_withdraw pk=@rol_olga                                     | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:aanstelling_withdraw pk=@rol_olga                                    | in      403   403  403  403  403  403  403  403  403   403   form
GET eigenaren:aanstelling_replace pk=@rol_olga                                      | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:aanstelling_replace pk=@rol_olga                                     | in      403   403  403  403  403  403  403  403  403   403   form
GET eigenaren:werk_hand_over pk=@olga                                               | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:werk_hand_over pk=@olga                                              | in      403   403  403  403  403  403  403  403  403   403   form
GET eigenaren:controle_list                                                         | in      403   403  403  403  403  403  403  403  403   403   200
GET eigenaren:controle_export                                                       | in      403   403  403  403  403  403  403  403  403   403   200
GET eigenaren:controle_detail slug=hengelo                                          | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:controle_detail slug=hengelo                                         | in      403   403  403  403  403  403  403  403  403   403   404
POST eigenaren:controle_begin slug=hengelo                                          | in      403   403  403  403  403  403  403  403  403   403   302
GET eigenaren:eigenaar_list                                                         | in      403   403  403  403  403  403  403  403  403   403   200
GET eigenaren:eigenaar_edit slug=hengelo                                            | in      403   403  403  403  403  403  403  403  403   403   200
POST eigenaren:eigenaar_edit slug=hengelo                                           | in      403   403  403  403  403  403  403  403  403   403   form

# the portal itself
GET ui:componenten                                                                  | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:toegankelijkheid                                                     | 200
GET rapportage:privacy                                                              | 200
GET rapportage:begrippen                                                            | 200
GET rapportage:zoeken                                                               | 200

# what is measured
GET projecten:indicator_detail slug=sociaal-verwijzen sleutel=@indicator            | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:indicator_export slug=sociaal-verwijzen sleutel=@indicator            | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:indicator_detail slug=mantelzorg sleutel=@indicator                   | in      404   404  404  404  404  404  404  404  404   404   404
GET projecten:indicator_create slug=sociaal-verwijzen                               | in      403   403  403  403  403  403  403  403  200    403   403
POST projecten:indicator_create slug=sociaal-verwijzen                              | in      403   403  403  403  403  403  403  403  form   403   403
GET projecten:indicator_edit slug=sociaal-verwijzen sleutel=@indicator              | in      403   403  403  403  403  403  403  403  200    403   403
POST projecten:indicator_edit slug=sociaal-verwijzen sleutel=@indicator             | in      403   403  403  403  403  403  403  403  form   403   403
GET projecten:doelen_edit slug=sociaal-verwijzen sleutel=@indicator jaar=2026       | in      403   403  403  403  403  403  403  403  200    403   403
POST projecten:doelen_edit slug=sociaal-verwijzen sleutel=@indicator jaar=2026      | in      403   403  403  403  403  403  403  403  302    403   403
GET projecten:meting_edit project=sociaal-verwijzen code=@ronde                     | in      403   403  403  403  403  200  200  200  200   403   403
POST projecten:meting_edit project=sociaal-verwijzen code=@ronde                    | in      403   403  403  403  403  302  302  302  302   403   403
GET projecten:meting_edit project=mantelzorg code=@ronde                            | in      403   403  403  403  403  200  403  200  200   403   403

# theme lines and projects
GET themalijnen:themalijn_detail slug=@thema                                        | in      200   200  200  200  200  200  200  200  200   200   200
GET themalijnen:themalijn_order                                                     | in      403   403  403  403  403  403  403  403  200   403   403
GET themalijnen:themalijn_rename slug=@thema                                        | in      403   403  403  403  403  403  403  403  200   403   403
POST themalijnen:themalijn_rename slug=@thema                                       | in      403   403  403  403  403  403  403  403  form  403   403
GET themalijnen:naam_correct slug=@thema pk=@themanaam                              | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:project_list                                                          | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:project_export                                                        | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:project_detail slug=sociaal-verwijzen                                 | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:project_detail slug=jogg-almelo                                       | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:project_rename slug=sociaal-verwijzen                                 | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:project_rename slug=sociaal-verwijzen                                | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:naam_correct slug=sociaal-verwijzen pk=@projectnaam                   | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:project_place slug=sociaal-verwijzen                                  | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:project_create                                                        | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:project_create                                                       | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:leiding_edit slug=sociaal-verwijzen                                   | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:leiding_edit slug=sociaal-verwijzen                                  | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:leiding_end slug=sociaal-verwijzen pk=@leiding                        | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:leiding_end slug=sociaal-verwijzen pk=@leiding                       | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:deelname_edit slug=sociaal-verwijzen                                  | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:deelname_edit slug=sociaal-verwijzen                                 | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:project_merge                                                         | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:project_merge                                                        | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:project_split slug=sociaal-verwijzen                                  | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:project_split slug=sociaal-verwijzen                                 | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:voortzetting_withdraw slug=sociaal-verwijzen pk=@voortzetting         | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:voortzetting_withdraw slug=sociaal-verwijzen pk=@voortzetting        | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:borging_list                                                          | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:borging_export                                                        | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:toezegging_list                                                       | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:toezegging_export                                                     | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:borging_create slug=sociaal-verwijzen                                 | in      403   403  403  403  403  403  200  403  200   403   403
POST projecten:borging_create slug=sociaal-verwijzen                                | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:borging_create slug=jogg-almelo                                       | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:borging_check pk=@borging                                             | in      403   403  403  403  403  403  200  403  200   403   403
POST projecten:borging_check pk=@borging                                            | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:borging_detail pk=@borging                                            | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:borging_correct pk=@borging                                           | in      403   403  403  403  403  403  200  403  200   403   403
POST projecten:borging_correct pk=@borging                                          | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:borging_withdraw pk=@borging                                          | in      403   403  403  403  403  403  200  403  200   403   403
POST projecten:borging_withdraw pk=@borging                                         | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:controle_correct pk=@borgingcontrole                                  | in      403   403  403  403  403  403  200  403  200   403   403
POST projecten:controle_correct pk=@borgingcontrole                                 | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:controle_withdraw pk=@borgingcontrole                                 | in      403   403  403  403  403  403  200  403  200   403   403
POST projecten:controle_withdraw pk=@borgingcontrole                                | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:werkmap_download project=sociaal-verwijzen code=@ronde                | in      403   403  403  403  403  200  200  200  200   403   403
GET projecten:werkmap_upload project=sociaal-verwijzen code=@ronde                  | in      403   403  403  403  403  200  200  200  200   403   403
POST projecten:werkmap_upload project=sociaal-verwijzen code=@ronde                 | in      403   403  403  403  403  form form form form  403   403
POST projecten:werkmap_save project=sociaal-verwijzen code=@ronde                   | in      403   403  403  403  403  form form form form  403   403
POST projecten:werkmap_faults project=sociaal-verwijzen code=@ronde                 | in      403   403  403  403  403  302  302  302  302   403   403
GET projecten:inlezing_detail project=sociaal-verwijzen code=@ronde pk=@inlezing    | in      403   403  403  403  403  404  200  404  404   403   403
GET projecten:werkmap_upload project=mantelzorg code=@ronde                         | in      403   403  403  403  403  403  403  403  403   403   403
GET projecten:mijlpaal_list                                                         | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:mijlpaal_export                                                       | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:risico_list                                                           | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:risico_export                                                         | in      200   200  200  200  200  200  200  200  200   200   200
GET projecten:mijlpaal_create slug=sociaal-verwijzen                                | in      403   403  403  403  403  403  200  403  200  403   403
POST projecten:mijlpaal_create slug=sociaal-verwijzen                               | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:mijlpaal_create slug=jogg-almelo                                      | in      403   403  403  403  403  200  403  403  200  403   403
POST projecten:mijlpaal_create slug=jogg-almelo                                     | in      403   403  403  403  403  form  403  403  form  403   403
GET projecten:mijlpaal_edit pk=@mijlpaal                                            | in      403   403  403  403  403  403  200  403  200  403   403
POST projecten:mijlpaal_edit pk=@mijlpaal                                           | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:mijlpaal_edit pk=@mijlpaal_lokaal                                     | in      403   403  403  403  403  200  403  403  200  403   403
POST projecten:mijlpaal_edit pk=@mijlpaal_lokaal                                    | in      403   403  403  403  403  form  403  403  form  403   403
GET projecten:mijlpaal_set pk=@mijlpaal                                             | in      403   403  403  403  403  403  200  403  200  403   403
POST projecten:mijlpaal_set pk=@mijlpaal                                            | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:risico_create slug=sociaal-verwijzen                                  | in      403   403  403  403  403  403  200  403  200  403   403
POST projecten:risico_create slug=sociaal-verwijzen                                 | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:risico_edit pk=@risico                                                | in      403   403  403  403  403  403  200  403  200  403   403
POST projecten:risico_edit pk=@risico                                               | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:risico_set pk=@risico                                                 | in      403   403  403  403  403  403  200  403  200  403   403
POST projecten:risico_set pk=@risico                                                | in      403   403  403  403  403  403  form  403  form  403   403
GET projecten:stap_withdraw slug=@deelname_project soort=deelname pk=@deelname      | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:project_order slug=@thema                                             | in      403   403  403  403  403  403  403  403  200   403   403

# entries: writing
GET projecten:voortgang_edit project=alcoholontmoediging code=@ronde                | in      403   403  403  403  403  403  200  200  200   403   403
POST projecten:voortgang_edit project=alcoholontmoediging code=@ronde               | in      403   403  403  403  403  403  form form  form   403   403
GET projecten:voortgang_edit project=samen-indiceren code=@ronde                    | in      403   403  403  403  403  403  302  302  302   403   403
GET projecten:voortgang_edit project=mantelzorg code=@ronde                         | in      403   403  403  403  403  403  403  200  200   403   403
POST projecten:voortgang_edit project=mantelzorg code=@ronde                        | in      403   403  403  403  403  403  403  form  form   403   403
GET projecten:voortgang_edit project=alcoholontmoediging code=@voorbij              | in      403   403  403  403  403  403  302  302  302   403   403
GET projecten:voortgang_edit project=sociaal-verwijzen code=@ronde gemeente=almelo  | in      403   403  403  403  403  200  200  200  200   403   403
POST projecten:voortgang_edit project=sociaal-verwijzen code=@ronde gemeente=almelo | in      403   403  403  403  403  form form form  form   403   403
GET projecten:voortgang_edit project=sociaal-verwijzen code=@ronde gemeente=hengelo | in      403   403  403  403  403  403  403  403  403   403   403
POST projecten:voortgang_edit project=sociaal-verwijzen code=@ronde gemeente=hengelo | in      403   403  403  403  403  403  403  403  403   403   403
GET projecten:voortgang_edit gemeente=almelo code=@ronde                            | in      403   403  403  403  403  200  403  200  200   403   403
GET projecten:voortgang_edit gemeente=hengelo code=@ronde                           | in      403   403  403  403  403  403  403  200  200   403   403
GET projecten:voortgang_edit rubriek=evaluatie code=@ronde                          | in      403   403  403  403  403  403  403  200  200   403   403
GET projecten:voortgang_reopen project=mantelzorg code=@voorbij                     | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:voortgang_reopen project=mantelzorg code=@voorbij                    | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:voortgang_reopen project=sociaal-verwijzen code=@ronde gemeente=almelo | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:voortgang_reopen gemeente=almelo code=@ronde                          | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:voortgang_reopen rubriek=evaluatie code=@ronde                        | in      403   403  403  403  403  403  403  403  200   403   403

# entries: reading
GET projecten:voortgang_detail pk=@concept                                          | in      404   404  404  404  404  404  200  200  200   404   404
GET projecten:voortgang_detail pk=@concept_vreemd                                   | in      404   404  404  404  404  404  404  200  200   404   404
GET projecten:voortgang_detail pk=@concept_almelo                                   | in      404   404  404  404  404  200  200  200  200   404   404
GET projecten:voortgang_detail pk=@concept_hengelo                                  | in      404   404  404  404  404  404  200  200  200   404   404
GET projecten:voortgang_detail pk=@ingediend                                        | in      404   404  404  404  404  404  200  200  200   404   404
GET projecten:voortgang_detail pk=@teruggestuurd                                    | in      404   404  404  404  404  404  200  200  200   404   404
GET projecten:voortgang_detail pk=@heropend                                         | in      404   404  404  404  404  404  200  200  200   404   404
GET projecten:voortgang_detail pk=@goedgekeurd                                      | in      200   200  200  200  200  200  200  200  200   200   200

# review and rondes
GET projecten:bewijs_file pk=@concept nummer=999                                    | in      404   404  404  404  404  404  404  404  404   404   404
GET projecten:voortgang_history pk=@concept                                         | in      404   404  404  404  404  404  200  200  200   404   404
GET projecten:voortgang_history pk=@concept_almelo                                  | in      404   404  404  404  404  200  200  200  200   404   404
GET projecten:voortgang_history pk=@goedgekeurd                                     | in      403   403  403  403  403  403  403  200  200   403   403
POST projecten:versie_restore pk=@concept nummer=999                                | in      403   403  403  403  403  404  404  404  404   403   403
POST projecten:voortgang_approve                                                    | in      403   403  403  403  403  403  403  302  403   403   403
GET projecten:voortgang_review_list                                                 | in      403   403  403  403  403  403  403  200  403   403   403
GET projecten:voortgang_review pk=@ingediend                                        | in      403   403  403  403  403  403  403  200  403   403   403
GET projecten:voortgang_review pk=@concept                                          | in      403   403  403  403  403  403  403  302  403   403   403
GET projecten:ronde_list                                                            | in      403   403  403  403  403  403  403  200  200   403   403
GET projecten:ronde_detail code=@ronde                                              | in      403   403  403  403  403  403  403  200  200   403   403
GET projecten:ronde_create                                                          | in      403   403  403  403  403  403  403  403  200   403   403
GET projecten:ronde_edit code=@ronde                                                | in      403   403  403  403  403  403  403  403  200   403   403
POST projecten:ronde_edit code=@ronde                                               | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:formulier_edit soort=jaar                                             | in      403   403  403  403  403  403  403  403  200  403   403
POST projecten:formulier_edit soort=jaar                                            | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:gemeente_reopen code=@voorbij slug=almelo                             | in      403   403  403  403  403  403  403  403  200  403   403
POST projecten:gemeente_reopen code=@voorbij slug=almelo                            | in      403   403  403  403  403  403  403  403  form  403   403
GET projecten:ronde_export code=@ronde                                              | in      403   403  403  403  403  403  403  200  200   403   403
GET projecten:herinnering_list code=@ronde                                          | in      403   403  403  403  403  403  403  200  200   403   403
POST projecten:ronde_announce code=@ronde                                           | in      403   403  403  403  403  403  403  302  302   403   403
GET projecten:vraag_create code=@ronde                                              | in      403   403  403  403  403  403  403  200  200  403   403
POST projecten:vraag_create code=@ronde                                             | in      403   403  403  403  403  403  403  form  form  403   403
GET projecten:vraag_detail pk=@vraag                                                | in      403   403  403  403  403  403  403  200  200  403   403
GET projecten:vraag_withdraw pk=@vraag                                              | in      403   403  403  403  403  403  403  200  200  403   403
POST projecten:vraag_withdraw pk=@vraag                                             | in      403   403  403  403  403  403  403  302  302  403   403
GET projecten:vraag_answer pk=@vraag_tom                                            | in      404   404  404  404  404  404  200  200  200   404   404
GET projecten:vraag_answer pk=@vraag_almelo                                         | in      404   404  404  404  404  200  404  200  200   404   404
POST projecten:vraag_answer pk=@vraag_almelo                                        | in      403   403  403  403  403  form 404  form form  403   403

# money
GET financien:programma_detail                                                      | in      200   200  200  200  200  200  200  200  200   200   403
GET financien:programma_export                                                      | in      200   200  200  200  200  200  200  200  200   200   403
GET financien:regeling_list                                                         | in      200   200  200  200  200  200  200  200  200   200   403
GET financien:regeling_detail slug=spuk-iza                                         | in      200   200  200  200  200  200  200  200  200   200   403
GET financien:regel_edit slug=spuk-iza jaar=2024                                    | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:beschikking_detail slug=brede-spuk-hengelo                            | in      404   200  404  404  200  404  404  200  200   200   403
GET financien:beschikking_detail slug=brede-spuk-almelo                             | in      404   404  200  200  404  200  404  200  200   200   403
GET financien:beschikking_detail slug=spuk-iza-samentwente                          | in      200   200  200  200  200  200  200  200  200   200   403
GET financien:bestemming_edit slug=brede-spuk-hengelo jaar=2024                     | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:jaarschijf_edit slug=brede-spuk-hengelo jaar=2024                     | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:oorzaak_create slug=brede-spuk-hengelo jaar=2024                      | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:boeking_create slug=brede-spuk-hengelo                                | in      403   403  403  403  403  403  403  403  403   200   403
POST financien:boeking_create slug=brede-spuk-hengelo                               | in      403   403  403  403  403  403  403  403  403   form  403
GET financien:boeking_edit pk=@boeking_hengelo                                      | in      403   403  403  403  403  403  403  403  403   200   403
POST financien:boeking_edit pk=@boeking_hengelo                                     | in      403   403  403  403  403  403  403  403  403   form  403
GET financien:boeking_edit pk=@boeking_regio                                        | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:boeking_correct pk=@boeking_regio                                     | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:boeking_remove pk=@boeking_regio                                      | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:oorzaak_edit pk=@oorzaak_hengelo                                      | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:oorzaak_edit pk=@oorzaak_regio                                        | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:terugstorting_advance pk=@terug_hengelo                               | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:terugstorting_advance pk=@terug_regio                                 | in      403   403  403  403  403  403  403  403  403   200   403
GET financien:capaciteit_list                                                       | in      403   403  403  403  403  403  403  403  200   200   403
GET financien:capaciteit_edit slug=hengelo jaar=2026                                | in      403   403  403  403  403  403  403  403  200   200   403

# dashboards
GET rapportage:eigenaar_list                                                        | in      200   200  200  200  200  200  200  200  200   200   403
GET rapportage:eigenaar_detail slug=hengelo                                         | in      200   200  200  200  200  200  200  200  200   200   403
GET rapportage:eigenaar_detail slug=almelo                                          | in      200   200  200  200  200  200  200  200  200   200   403
GET rapportage:eigenaar_detail slug=menzis                                          | in      200   200  200  200  200  200  200  200  200   200   403
GET rapportage:eigenaar_geld slug=hengelo                                           | in      404   200  404  404  200  404  404  200  200   200   403
GET rapportage:eigenaar_geld slug=almelo                                            | in      404   404  200  200  404  200  404  200  200   200   403
GET rapportage:eigenaar_geld slug=menzis                                            | in      200   404  404  404  404  404  404  200  200   200   403
GET rapportage:regio_detail                                                         | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:matrix                                                               | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:matrix_export                                                        | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:agenda_list                                                          | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:agenda_feed sleutel=koers_geen_sleutel                               | 404
GET rapportage:taken_list                                                           | in      403   403  403  403  403  200  200  200  200   200   403

# documents
GET rapportage:document_list                                                        | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:document_public_list                                                 | 200
GET rapportage:document_detail soort=jaarverslag periode=2024                       | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:document_detail soort=jaarverslag periode=2023                       | in      404   404  404  200  200  404  404  200  200   200   404
GET rapportage:document_detail soort=jaarverslag periode=2022                       | in      404   404  404  200  200  404  404  200  200   200   404
GET rapportage:document_detail soort=jaarverslag periode=2021                       | in      404   404  404  404  404  404  404  200  200   200   404
GET rapportage:document_detail soort=kwartaalupdate periode=2026-Q1                 | in      200   200  200  200  200  200  200  200  200   200   200
GET rapportage:document_detail soort=kwartaalupdate periode=2025-Q4                 | in      404   404  404  404  404  404  404  200  200   200   404
GET rapportage:document_download soort=jaarverslag periode=2024 nummer=1            | 200
GET rapportage:document_download soort=jaarverslag periode=2023 nummer=1            | in      404   404  404  200  200  404  404  200  200   200   404
GET rapportage:document_download soort=jaarverslag periode=2022 nummer=1            | in      404   404  404  200  200  404  404  200  200   200   404
GET rapportage:document_download soort=jaarverslag periode=2021 nummer=1            | in      404   404  404  404  404  404  404  200  200   200   404
GET rapportage:document_read soort=jaarverslag periode=2024 nummer=1                | 200
GET rapportage:document_read soort=jaarverslag periode=2021 nummer=1                | in      404   404  404  404  404  404  404  200  200   200   404
GET rapportage:document_read soort=kwartaalupdate periode=2026-Q1 nummer=1          | 200
GET rapportage:document_step soort=jaarverslag periode=2021 staat=besproken         | in      403   403  403  403  403  403  403  403  200   403   403
GET rapportage:document_step soort=jaarverslag periode=2022 staat=vastgesteld       | in      403   403  403  403  403  403  403  403  200   403   403
GET rapportage:document_step soort=jaarverslag periode=2023 staat=gepubliceerd      | in      403   403  403  403  403  403  403  200  200   403   403
GET rapportage:document_step soort=kwartaalupdate periode=2025-Q4 staat=gepubliceerd | in      403   403  403  403  403  403  403  200  200   403   403
POST rapportage:document_step soort=jaarverslag periode=2022 staat=vastgesteld      | in      403   403  403  403  403  403  403  403  form  403   403
GET rapportage:document_build                                                       | in      403   403  403  403  403  403  403  405  405   405   403
POST rapportage:document_build                                                      | in      403   403  403  403  403  403  403  form form  form  403
GET rapportage:opdracht_detail pk=@opdracht                                         | in      403   403  403  403  403  403  403  200  200   200   403
GET rapportage:opdracht_detail pk=@mislukt                                          | in      403   403  403  403  403  403  403  200  200   200   403
GET rapportage:tekstblok_list                                                       | in      403   403  403  403  403  403  403  200  403   403   403
GET rapportage:tekstblok_create                                                     | in      403   403  403  403  403  403  403  200  403   403   403
GET rapportage:tekstblok_edit sleutel=begrip-ronde                                  | in      403   403  403  403  403  403  403  200  403   403   403
POST rapportage:tekstblok_edit sleutel=begrip-ronde                                 | in      403   403  403  403  403  403  403  form 403   403   403

# the API: as the pages, with 401 where those send one to sign in
GET api:documentation                                                               | 200
GET api:begin                                                                       | 200
GET api:begin_slash                                                                 | 200
GET api:openapi                                                                     | 200
GET api:eigenaar_list                                                               | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:eigenaar_detail slug=hengelo                                                | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:themalijn_list                                                              | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:themalijn_detail slug=@thema                                                | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:project_list                                                                | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:project_detail slug=sociaal-verwijzen                                       | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:deelname_list                                                               | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:deelname_detail id=@deelname                                                | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:ronde_list                                                                  | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:ronde_detail code=@ronde                                                    | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:resultaat_list                                                              | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:resultaat_detail id=@resultaat                                              | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:mijlpaal_list                                                               | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:mijlpaal_detail id=@mijlpaal                                                | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:risico_list                                                                 | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:risico_detail id=@risico                                                    | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:bijeenkomst_list                                                            | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:bijeenkomst_detail id=@bijeenkomst                                          | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:toezegging_list                                                             | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:toezegging_detail id=@toezegging                                            | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:voortgang_list                                                              | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:voortgang_detail id=@goedgekeurd                                            | 401     200   200  200  200  200  200  200  200  200   200   200
GET api:voortgang_detail id=@concept                                                | 401     404   404  404  404  404  404  200  200  200   404   404
GET api:voortgang_detail id=@concept_vreemd                                         | 401     404   404  404  404  404  404  404  200  200   404   404
GET api:voortgang_detail id=@concept_almelo                                         | 401     404   404  404  404  404  200  200  200  200   404   404
GET api:voortgang_detail id=@concept_hengelo                                        | 401     404   404  404  404  404  404  200  200  200   404   404
GET api:voortgang_detail id=@ingediend                                              | 401     404   404  404  404  404  404  200  200  200   404   404
GET api:voortgang_detail id=@teruggestuurd                                          | 401     404   404  404  404  404  404  200  200  200   404   404
GET api:voortgang_detail id=@heropend                                               | 401     404   404  404  404  404  404  200  200  200   404   404
POST api:voortgang_list                                                             | 401     403   403  403  403  403  form form form form   403   403
PUT api:voortgang_detail id=@concept                                                | 401     403   403  403  403  403  404  form form form   403   403
PUT api:voortgang_detail id=@concept_almelo                                         | 401     403   403  403  403  403  form form form form   403   403
POST api:indiening_list id=@concept                                                 | 401     403   403  403  403  403  404  form form form   403   403
GET api:indiening_list id=@concept                                                  | 401     403   403  403  403  403  405  405  405  405   403   403
GET api:regeling_list                                                               | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:regeling_detail slug=spuk-iza                                               | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:beschikking_list                                                            | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:beschikking_detail slug=spuk-iza-samentwente                                | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:programmajaar_list                                                          | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:programmajaar_detail jaar=2024                                              | 401     200   200  200  200  200  200  200  200  200   200   403
GET api:beschikking_detail slug=brede-spuk-hengelo                                  | 401     404   200  404  404  200  404  404  200  200   200   403
GET api:beschikkingjaar_detail slug=brede-spuk-hengelo jaar=2024                    | 401     404   200  404  404  200  404  404  200  200   200   403
GET api:beschikking_detail slug=brede-spuk-almelo                                   | 401     404   404  200  200  404  200  404  200  200   200   403
GET api:beschikkingjaar_detail slug=brede-spuk-almelo jaar=2024                     | 401     404   404  200  200  404  200  404  200  200   200   403
GET api:document_list                                                               | 200
GET api:document_detail soort=jaarverslag periode=2024                              | 200
GET api:kerncijfer_list soort=jaarverslag periode=2024                              | 200
GET api:bestand_detail soort=jaarverslag periode=2024 nummer=1                      | 200
GET api:document_detail soort=jaarverslag periode=2023                              | 404     404   404  404  200  200  404  404  200  200   200   404
GET api:kerncijfer_list soort=jaarverslag periode=2023                              | 404     404   404  404  200  200  404  404  200  200   200   404
GET api:bestand_detail soort=jaarverslag periode=2023 nummer=1                      | 404     404   404  404  200  200  404  404  200  200   200   404
GET api:document_detail soort=jaarverslag periode=2021                              | 404     404   404  404  404  404  404  404  200  200   200   404
GET api:kerncijfer_list soort=jaarverslag periode=2021                              | 404     404   404  404  404  404  404  404  200  200   200   404
GET api:bestand_detail soort=jaarverslag periode=2021 nummer=1                      | 404     404   404  404  404  404  404  404  200  200   200   404
GET api:document_detail soort=kwartaalupdate periode=2026-Q1                        | 200
GET api:kerncijfer_list soort=kwartaalupdate periode=2026-Q1                        | 200
GET api:bestand_detail soort=kwartaalupdate periode=2026-Q1 nummer=1                | 200
GET api:document_detail soort=kwartaalupdate periode=2025-Q4                        | 404     404   404  404  404  404  404  404  200  200   200   404
GET api:kerncijfer_list soort=kwartaalupdate periode=2025-Q4                        | 404     404   404  404  404  404  404  404  200  200   200   404
GET api:bestand_detail soort=kwartaalupdate periode=2025-Q4 nummer=1                | 404     404   404  404  404  404  404  404  200  200   200   404

# one's own keys to the API
GET toegang:sleutel_list                                                            | in      200   200  200  200  200  200  200  200  200   200   200
GET toegang:sleutel_create                                                          | in      200   200  200  200  200  200  200  200  200   200   200
POST toegang:sleutel_create                                                         | in      form  form form form form form form form form  form  form
POST toegang:sleutel_revoke pk=@sleutel_tom                                         | in      404   404  404  404  404  404  302  404  404   404   404
"""
