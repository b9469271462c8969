//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/export_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'model_export.g.dart';

/// ModelExport
///
/// Properties:
/// * [id]
/// * [status]
/// * [percent] - How much of it is made: 0 to 100.
/// * [bytes] - Size of the file; 0 until it is ready.
/// * [requestedAt]
/// * [readyAt]
/// * [expiresAt] - When the file is deleted.
@BuiltValue()
abstract class ModelExport implements Built<ModelExport, ModelExportBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'status')
  ExportStatusEnum get status;
  // enum statusEnum {  WAITING,  RUNNING,  READY,  FAILED,  EXPIRED,  };

  /// How much of it is made: 0 to 100.
  @BuiltValueField(wireName: r'percent')
  int get percent;

  /// Size of the file; 0 until it is ready.
  @BuiltValueField(wireName: r'bytes')
  int get bytes;

  @BuiltValueField(wireName: r'requested_at')
  DateTime get requestedAt;

  @BuiltValueField(wireName: r'ready_at')
  DateTime? get readyAt;

  /// When the file is deleted.
  @BuiltValueField(wireName: r'expires_at')
  DateTime? get expiresAt;

  ModelExport._();

  factory ModelExport([void updates(ModelExportBuilder b)]) = _$ModelExport;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ModelExportBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ModelExport> get serializer => _$ModelExportSerializer();
}

class _$ModelExportSerializer implements PrimitiveSerializer<ModelExport> {
  @override
  final Iterable<Type> types = const [ModelExport, _$ModelExport];

  @override
  final String wireName = r'ModelExport';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ModelExport object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(ExportStatusEnum),
    );
    yield r'percent';
    yield serializers.serialize(
      object.percent,
      specifiedType: const FullType(int),
    );
    yield r'bytes';
    yield serializers.serialize(
      object.bytes,
      specifiedType: const FullType(int),
    );
    yield r'requested_at';
    yield serializers.serialize(
      object.requestedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'ready_at';
    yield object.readyAt == null ? null : serializers.serialize(
      object.readyAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'expires_at';
    yield object.expiresAt == null ? null : serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ModelExport object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ModelExportBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ExportStatusEnum),
          ) as ExportStatusEnum;
          result.status = valueDes;
          break;
        case r'percent':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.percent = valueDes;
          break;
        case r'bytes':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.bytes = valueDes;
          break;
        case r'requested_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.requestedAt = valueDes;
          break;
        case r'ready_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.readyAt = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.expiresAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ModelExport deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ModelExportBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


