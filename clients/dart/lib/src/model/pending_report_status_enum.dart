//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'pending_report_status_enum.g.dart';

/// * `confirmation_pending` - confirmation_pending
class PendingReportStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'confirmation_pending')
  static const PendingReportStatusEnum confirmationPending = _$confirmationPending;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PendingReportStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PendingReportStatusEnum> get serializer => _$pendingReportStatusEnumSerializer;

  const PendingReportStatusEnum._(String name): super(name);

  static BuiltSet<PendingReportStatusEnum> get values => _$values;
  static PendingReportStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PendingReportStatusEnumMixin = Object with _$PendingReportStatusEnumMixin;

