on_success_callback=SmtpNotifier(
    smtp_conn_id="smtp_default",
    to=@{dag.success},
    subject="{{ dag.dag_id }} succeeded",
    html_content="<p>Run {{ run_id | e }} of {{ dag.dag_id }} succeeded.</p>",
),
