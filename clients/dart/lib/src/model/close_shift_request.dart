//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'close_shift_request.g.dart';

/// What is counted at the end.
///
/// Properties:
/// * [cash] - What is in the drawer.
/// * [remark] - Needed where it is not what it should.
@BuiltValue()
abstract class CloseShiftRequest implements Built<CloseShiftRequest, CloseShiftRequestBuilder> {
  /// What is in the drawer.
  @BuiltValueField(wireName: r'cash')
  String get cash;

  /// Needed where it is not what it should.
  @BuiltValueField(wireName: r'remark')
  String? get remark;

  CloseShiftRequest._();

  factory CloseShiftRequest([void updates(CloseShiftRequestBuilder b)]) = _$CloseShiftRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CloseShiftRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CloseShiftRequest> get serializer => _$CloseShiftRequestSerializer();
}

class _$CloseShiftRequestSerializer implements PrimitiveSerializer<CloseShiftRequest> {
  @override
  final Iterable<Type> types = const [CloseShiftRequest, _$CloseShiftRequest];

  @override
  final String wireName = r'CloseShiftRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CloseShiftRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'cash';
    yield serializers.serialize(
      object.cash,
      specifiedType: const FullType(String),
    );
    if (object.remark != null) {
      yield r'remark';
      yield serializers.serialize(
        object.remark,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    CloseShiftRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CloseShiftRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'cash':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.cash = valueDes;
          break;
        case r'remark':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.remark = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CloseShiftRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CloseShiftRequestBuilder();
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


