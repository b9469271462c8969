//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/shown_document_kind_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'shown_document_request.g.dart';

/// What a customer without a phone shows.
///
/// Properties:
/// * [kind]
/// * [number]
@BuiltValue()
abstract class ShownDocumentRequest implements Built<ShownDocumentRequest, ShownDocumentRequestBuilder> {
  @BuiltValueField(wireName: r'kind')
  ShownDocumentKindEnum get kind;
  // enum kindEnum {  NATIONAL_ID,  PASSPORT,  DRIVING_LICENCE,  RESIDENCE_PERMIT,  };

  @BuiltValueField(wireName: r'number')
  String get number;

  ShownDocumentRequest._();

  factory ShownDocumentRequest([void updates(ShownDocumentRequestBuilder b)]) = _$ShownDocumentRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ShownDocumentRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ShownDocumentRequest> get serializer => _$ShownDocumentRequestSerializer();
}

class _$ShownDocumentRequestSerializer implements PrimitiveSerializer<ShownDocumentRequest> {
  @override
  final Iterable<Type> types = const [ShownDocumentRequest, _$ShownDocumentRequest];

  @override
  final String wireName = r'ShownDocumentRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ShownDocumentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(ShownDocumentKindEnum),
    );
    yield r'number';
    yield serializers.serialize(
      object.number,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ShownDocumentRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ShownDocumentRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ShownDocumentKindEnum),
          ) as ShownDocumentKindEnum;
          result.kind = valueDes;
          break;
        case r'number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.number = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ShownDocumentRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ShownDocumentRequestBuilder();
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


