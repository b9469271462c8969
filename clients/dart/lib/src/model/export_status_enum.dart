//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'export_status_enum.g.dart';

/// * `WAITING` - WAITING * `RUNNING` - RUNNING * `READY` - READY * `FAILED` - FAILED * `EXPIRED` - EXPIRED
class ExportStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'WAITING')
  static const ExportStatusEnum WAITING = _$WAITING;
  @BuiltValueEnumConst(wireName: r'RUNNING')
  static const ExportStatusEnum RUNNING = _$RUNNING;
  @BuiltValueEnumConst(wireName: r'READY')
  static const ExportStatusEnum READY = _$READY;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const ExportStatusEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const ExportStatusEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ExportStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ExportStatusEnum> get serializer => _$exportStatusEnumSerializer;

  const ExportStatusEnum._(String name): super(name);

  static BuiltSet<ExportStatusEnum> get values => _$values;
  static ExportStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ExportStatusEnumMixin = Object with _$ExportStatusEnumMixin;

